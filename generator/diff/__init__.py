"""What changed between two states of specs or documents, and what that breaks."""
