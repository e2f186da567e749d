# A project of somebody else: an extension more is all that it has of us.
project = "Foreign"
copyright = "2020, somebody else"
version = "1"
extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]
html_theme = "alabaster"
exclude_patterns = ["_build", "examples"]
sphinx_gallery_conf = {
    "examples_dirs": "examples",
    "gallery_dirs": "gallery",
    "expected_failing_examples": ["examples/plot_expected_failure.py"],
}
