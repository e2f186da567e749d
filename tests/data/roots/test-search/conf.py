from concurdocs.sphinxext.languages._han_breaks import setup_han_breaks
from concurdocs.sphinxext.languages._search import setup_search

project = "search"
extensions = ["myst_parser"]
html_theme = "basic"


def setup(app):
    setup_search(app)
    setup_han_breaks(app)
