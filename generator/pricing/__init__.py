"""What people do with prices: compare, tabulate, plot, see what a change does, reconcile bills."""
