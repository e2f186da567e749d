from concurdocs.sphinxext.languages import setup_han_breaks, setup_search

project = "search"
extensions = ["myst_parser"]
html_theme = "basic"


def setup(app):
    setup_search(app)
    setup_han_breaks(app)
