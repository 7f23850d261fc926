"""Clients under a plan of faults: what is charged twice, lost, wrong or hung; `python -m tests.faults`."""
