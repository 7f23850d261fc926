"""Where documents and specs say different things, and the change of the specs that follows."""
