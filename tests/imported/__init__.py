"""What import makes of the five pages, held against the specs that were written by hand."""
