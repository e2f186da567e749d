project = "Languages"
extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]
html_theme = "alabaster"
templates_path = ["_templates"]
concurdocs_store = "_build/runs"
concurdocs_languages = {"en": "English", "zh": "中文"}
sphinx_gallery_conf = {"examples_dirs": "../examples", "gallery_dirs": "gallery"}
