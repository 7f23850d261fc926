"""The price language: expressions, their reference evaluation, their compilation to Python."""
