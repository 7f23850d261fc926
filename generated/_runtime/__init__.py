# Copied by `specloom generate` from generator/runtime/__init__.py.
"""What all generated packages share: ordinary modules, copied beside them."""
