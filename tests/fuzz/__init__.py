"""Documents that want to do harm, and documents damaged at random: read, drafted, generated, imported."""
