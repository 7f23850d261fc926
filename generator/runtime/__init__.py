"""What all generated packages share: ordinary modules, copied beside them."""
