"""Tests that hold the cloudflare package to what Cloudflare documents.

Written by `specloom generate`. Edit the generator, not this file.
"""
