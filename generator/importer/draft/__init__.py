"""From facts of documents to a spec that nobody has written yet."""
