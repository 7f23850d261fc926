"""Tests that hold what AI/ML API's client sends to what is documented.

Written by `specloom generate`. Edit the generator, not this file.
"""
