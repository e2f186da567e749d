from concurdocs.sphinxext.furo_labels import setup_furo_labels
from concurdocs.sphinxext.han_breaks import setup_han_breaks
from concurdocs.sphinxext.search import setup_search

project = "search"
extensions = ["myst_parser"]
html_theme = "basic"


def setup(app):
    setup_search(app)
    setup_han_breaks(app)
    setup_furo_labels(app)
