"""What has a budget, measured beside a peer in the same run: `python -m tests.benchmarks`.

Nothing here is a test: figures drift with the machine, so a missed budget is said and fails nothing.
"""
