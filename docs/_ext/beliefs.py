"""A page of beliefs and what becomes of them, from the map of the curriculum.

The map is a folder of TOML files, a table ``[row.N]`` for each claim that the chapters
deal with. Those that are wrong, half true or outdated have the belief and the truth in
each language; the page lists them with links to the section and the run that settle it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from concurdocs.sphinxext import cross_reference
from concurdocs.sphinxext.gallery import registry_of
from concurdocs.sphinxext.languages import is_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

JUDGEMENTS = {
    "en": {"F": "False.", "O": "Outdated.", "C": "Only half true."},
    "zh": {"F": "错误。", "O": "已过时。", "C": "不全对。"},
}
"""What the page says of a belief, by the letter that the map has."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A belief and what becomes of it.

    Attributes:
        row: Number of its row in the curriculum.
        judgement: ``F`` false, ``O`` outdated, ``C`` true with a caveat.
        belief: The belief.
        truth: What is true.
        label: Of the section that deals with it.
        run: Name of the script that settles it.

    """

    row: int
    judgement: str
    belief: str
    truth: str
    label: str
    run: str


def read_beliefs(folder: Path, language: str) -> Iterator[tuple[Path, Belief]]:
    """Read the beliefs from the map of the curriculum.

    Args:
        folder: Holds the TOML files.
        language: ``en`` or ``zh``.

    Yields:
        File and belief, in the order of the rows.

    Raises:
        ValueError: A file is broken or a row incomplete; names both.

    """
    beliefs: list[tuple[Path, Belief]] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            rows: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")).get("row", {})
        except tomllib.TOMLDecodeError as error:
            msg = f"{path}: {error}"
            raise ValueError(msg) from error
        for number, row in rows.items():
            if f"belief_{language}" not in row:
                continue
            try:
                belief = Belief(
                    int(number),
                    str(row["verdict"])[0],
                    row[f"belief_{language}"],
                    row[f"truth_{language}"],
                    row["label"],
                    row["run"],
                )
            except (KeyError, ValueError) as error:
                msg = f"{path}: row {number} has a belief but no {error}"
                raise ValueError(msg) from error
            beliefs.append((path, belief))
    yield from sorted(beliefs, key=lambda pair: pair[1].row)


class BeliefsDirective(SphinxDirective):
    """Lists the beliefs of the curriculum's map, each with its judgement and its run."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        folder = Path(self.env.app.confdir, self.arguments[0])
        items: list[nodes.Node] = []
        try:
            beliefs = list(read_beliefs(folder, self.language()))
        except ValueError as error:
            logger.warning(str(error), location=self.get_location(), type="beliefs")
            return []
        for path in folder.glob("*.toml"):
            self.env.note_dependency(str(path))
        for _, belief in beliefs:
            items += self.item(belief)
        return items

    def language(self) -> str:
        """Return the folder name of the page's language."""
        return "zh" if is_chinese(self.config.language) else "en"

    def item(self, belief: Belief) -> list[nodes.Node]:
        """Show one belief."""
        judgement = JUDGEMENTS[self.language()][belief.judgement]
        statement = nodes.paragraph("", "", classes=["belief-statement"])
        statement += self.parse_inline(belief.belief)[0]
        truth = nodes.paragraph("", "", nodes.strong("", judgement), nodes.Text(" "))
        truth += self.parse_inline(belief.truth)[0]
        links = nodes.paragraph("", "", classes=["belief-links"])
        links += self.reference("ref", belief.label, belief.label, explicit=False)
        example = registry_of(self.env.app).by_name.get(belief.run)
        if example is not None:
            links += nodes.Text(" · ")
            links += self.reference("doc", f"/{example.docname}", belief.run, explicit=True)
        return [nodes.container("", statement, truth, links, classes=["belief"])]

    def reference(self, kind: str, target: str, text: str, *, explicit: bool) -> nodes.Node:
        """Return a reference to a label or a page."""
        content = nodes.inline("", text, classes=["xref", "std", f"std-{kind}"])
        return cross_reference(kind, target, content, self.env.docname, explicit=explicit)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the directive."""
    app.add_directive("beliefs", BeliefsDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
