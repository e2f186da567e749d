import os

project = "bilingual"
language = "en"
extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]
templates_path = ["_templates"]
html_theme = "basic"
html_sidebars = {"**": ["languages.html"]}
sphinx_gallery_conf = {
    "examples_dirs": "../examples",
    "gallery_dirs": "gallery",
    "expected_failing_examples": ["../examples/plot_fails.py"],
    "remove_config_comments": True,
}
concurdocs_store = "_build/runs"
concurdocs_languages = {"en": "English", "zh": "中文"}
concurdocs_base_url = os.environ.get("SITE_URL", "")
