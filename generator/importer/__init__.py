"""Documents of providers become facts; facts become specs and are compared with them."""
