"""Nodes that several parts of the extension make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_FOLDED = Markup('<details class="run-answer"><summary>{}</summary>\n')


class html_or_plain(nodes.Element):  # noqa: N801 - node classes are lower case
    """HTML in an attribute, and children for all other formats; each kind writes its own."""


def shows_html(builder: Builder) -> bool:
    """Return whether a builder's pages have the runs as HTML.

    Those of an e-book are XML, and most readers of e-books know no script.
    """
    return builder.format == "html" and builder.name != "epub"


class PlainOutput(SphinxPostTransform):
    """Leaves what other formats can show, where the pages are not HTML."""

    # Before anything that looks at literal blocks, highlighting among them (400).
    default_priority = 200

    def run(self, **_: object) -> None:
        """Replace the nodes."""
        if shows_html(self.app.builder):
            return
        for node in list(self.document.findall(html_or_plain)):
            # Not `replace_self`, which must hand on classes, to a child that may not exist.
            node.parent.replace(node, node.children)


def folded(title: str, *content: nodes.Node) -> list[nodes.Node]:
    """Return nodes that fold open; formats that can't fold simply show the content."""
    return [
        nodes.raw("", str(_FOLDED.format(title)), format="html"),
        *content,
        nodes.raw("", "</details>\n", format="html"),
    ]


def cross_reference(
    kind: str, target: str, content: nodes.Node, docname: str, *, explicit: bool = True
) -> nodes.Node:
    """Return a reference that Sphinx resolves when all pages are read.

    Args:
        kind: ``doc`` for a page, ``ref`` for a label.
        target: Name of the page, from the root, or of the label.
        content: What is shown.
        docname: The page that it stands on.
        explicit: Whether the content is shown, and not the title of the target.

    """
    return addnodes.pending_xref(
        "",
        content,
        refdomain="std",
        reftype=kind,
        reftarget=target,
        refdoc=docname,
        refexplicit=explicit,
        refwarn=True,
    )


def setup_nodes(app: Sphinx) -> None:
    """Have those formats show the plain form that know no HTML."""
    app.add_post_transform(PlainOutput)
