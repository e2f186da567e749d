project = "Figures"
extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]
html_theme = "alabaster"
exclude_patterns = ["_build", "examples"]
sphinx_gallery_conf = {
    "examples_dirs": "examples",
    "gallery_dirs": "gallery",
    "image_srcset": ["2x"],
}
