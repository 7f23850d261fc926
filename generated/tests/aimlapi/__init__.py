"""Tests that hold the aimlapi package to what AI/ML API documents.

Written by `specloom generate`. Edit the generator, not this file.
"""
