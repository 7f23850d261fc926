"""Import every document of a folder, generate, and hold each package to what a user expects of it."""
