# A project of which one example does what examples must not do.
project = "Hostile"
extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]
html_theme = "alabaster"
exclude_patterns = ["_build", "examples", "hostile"]
sphinx_gallery_conf = {"examples_dirs": "examples", "gallery_dirs": "gallery"}
