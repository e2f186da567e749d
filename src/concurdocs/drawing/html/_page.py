"""A run as one HTML page that needs nothing else, to be opened from a disk."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup

from concurdocs.drawing.html._figure import figure_html
from concurdocs.drawing.labels import labels_for
from concurdocs.timeline import Timeline

if TYPE_CHECKING:
    from concurdocs.runs import Run

_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body class="run-page">
<main>
<h1>{command}</h1>
{figure}
</main>
<script>
{script}</script>
</body>
</html>
""")


def static_text(name: str) -> Markup:
    """Return a file of the folder ``static``, as it stands in a page."""
    file = resources.files("concurdocs.drawing").joinpath("static", name)
    return Markup(file.read_text(encoding="utf-8"))  # noqa: S704 - the package's own file


def page_html(run: Run, language: str) -> str:
    """Return a self-contained page with the figure, the console and the replay of a run.

    Args:
        run: The run.
        language: Tag of the page's language, such as ``en`` or ``zh_CN``.

    """
    labels = labels_for(language)
    page = _PAGE.format(
        language=labels.language,
        title=labels.title.format(script=run.script),
        style=static_text("concurdocs.css"),
        command=" ".join([run.script, *run.arguments]),
        figure=Markup(figure_html(Timeline.of(run, labels), "run")),  # noqa: S704 - made of elements
        script=static_text("concurdocs.js"),
    )
    return str(page)
