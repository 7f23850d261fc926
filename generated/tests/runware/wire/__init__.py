"""Tests that hold what Runware's client sends to what is documented.

Written by `specloom generate`. Edit the generator, not this file.
"""
