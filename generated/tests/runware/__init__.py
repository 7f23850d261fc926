"""Tests that hold the runware package to what Runware documents.

Written by `specloom generate`. Edit the generator, not this file.
"""
