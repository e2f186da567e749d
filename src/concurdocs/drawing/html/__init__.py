"""Figure, console and tables of a run as HTML."""
