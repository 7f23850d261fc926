"""Tests that hold the packages to what providers document.

Written by `specloom generate`. Edit the generator, not this file.
"""
