"""What the emitted files say: finished Python, Markdown and JSON text in frozen data, for templates to print."""
