"""specloom: provider documentation in, typed packages out."""
