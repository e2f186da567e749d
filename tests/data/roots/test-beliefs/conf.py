project = "beliefs"
extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext", "beliefs"]
html_theme = "basic"
sphinx_gallery_conf = {
    "examples_dirs": "examples",
    "gallery_dirs": "gallery",
    "write_computation_times": False,
}
exclude_patterns = ["_build", "examples"]
