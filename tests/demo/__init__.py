"""From a changed page to a reviewed spec change, a new version and a changelog entry."""
