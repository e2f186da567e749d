import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "helpers"))

project = "Incremental"
extensions = ["sphinx_gallery.gen_gallery", "concurdocs.sphinxext"]
html_theme = "alabaster"
exclude_patterns = ["_build", "examples"]
concurdocs_store = "_build/runs"
concurdocs_task_modules = ["workshop.tools"]
sphinx_gallery_conf = {"examples_dirs": "../examples", "gallery_dirs": "gallery"}
