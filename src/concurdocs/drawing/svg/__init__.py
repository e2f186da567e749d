"""The timeline of a run as static SVG."""
