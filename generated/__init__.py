"""Packages that judge and price requests to providers of media models.

Written by `specloom generate`. Edit the generator, not this file.
"""
