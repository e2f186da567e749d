"""The gallery: which scripts there are, running them, and what their pages show."""
