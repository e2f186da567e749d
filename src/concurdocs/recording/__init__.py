"""Recording what every process of a script does. Knows nothing of Sphinx."""
