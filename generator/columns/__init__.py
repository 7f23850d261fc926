"""Prices as columns: one integer SQL text for tables of jobs, whichever engine runs it."""
