"""The spec language: what a YAML file may say, and nothing about what it means."""
