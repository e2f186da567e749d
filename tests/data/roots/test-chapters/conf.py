project = "Chapters"
extensions = ["myst_parser", "sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]
html_theme = "alabaster"
exclude_patterns = ["_build", "examples"]
myst_enable_extensions = ["colon_fence"]
sphinx_gallery_conf = {"examples_dirs": "examples", "gallery_dirs": "gallery", "capture_repr": ()}
