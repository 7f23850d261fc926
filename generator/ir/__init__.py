"""What is true of the providers: frozen data with references resolved, and the place of each fact."""
