"""Versions of packages: recorded in the specs, and held to what old code says of new packages."""
