"""The node of a run on a page, and what it shows in HTML and elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup

from concurdocs.drawing import console_html, labels_for, page_text
from concurdocs.sphinxext.basis import extension_config, html_or_plain
from concurdocs.sphinxext.gallery._records import link_records
from concurdocs.sphinxext.gallery._registry import registry_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from concurdocs.runs import Line, Run


class run_output(nodes.General, html_or_plain):  # noqa: N801 - node classes are lower case
    """Output of a run; its child, if it has one, is a literal block."""


def visit_run_output_html(translator: HTML5Translator, node: run_output) -> None:
    """Write the HTML made when the page was read."""
    target = translator.builder.get_target_uri(translator.builder.current_docname)
    html = Markup(link_records(node["html"], target))  # noqa: S704 - made of elements
    classes = " ".join(node["classes"])
    translator.body.append(Markup('<div class="{}">{}</div>\n').format(classes, html))
    raise nodes.SkipNode


def make_output(run: Run, lines: Sequence[int], ident: str, app: Sphinx) -> run_output:
    """Return a node that shows lines of a run.

    Args:
        run: The run.
        lines: Indices of some of its lines.
        ident: Makes ids unique on the page.
        app: The application, for the language and the limit.

    """
    limit = extension_config(app).page_lines
    timeline = registry_of(app).timeline(run, app.config.language)
    html = console_html(timeline, lines, ident, limit=limit)
    plain = plain_output([run.lines[index] for index in lines], app)
    return run_output("", plain, html=html, classes=["run-console"])


def plain_output(lines: Sequence[Line], app: Sphinx) -> nodes.literal_block:
    """Return what shows lines of a run where there is no HTML.

    Args:
        lines: The lines.
        app: The application, for the language and the limit.

    """
    labels = labels_for(app.config.language)
    limit = extension_config(app).page_lines
    text = "\n".join(page_text(line, labels) for line in lines[:limit])
    if len(lines) > limit:
        text += f"\n[{labels.lines_left_out(len(lines) - limit)}]"
    return nodes.literal_block(text, text, language="none")
