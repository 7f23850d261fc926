"""Tests that hold the fal package to what fal documents.

Written by `specloom generate`. Edit the generator, not this file.
"""
