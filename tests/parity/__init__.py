"""The providers' own clients and ours do the documented examples; what they send and return is compared."""
