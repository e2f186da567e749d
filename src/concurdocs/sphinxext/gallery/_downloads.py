"""Downloads that need nothing but Python.

sphinx-gallery offers a script as it stands, with its import of task functions that the
reader does not have. The page offers it with those functions in it instead, and shows
their source.
"""

from __future__ import annotations

import ast
import re
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from concurdocs._files import write_if_changed
from concurdocs.scripts import InliningError, imported_names, inline, needed_source, read_options
from concurdocs.sphinxext._config import ExtensionConfig
from concurdocs.sphinxext._words import words_for
from concurdocs.sphinxext.gallery._bundle import write_bundle
from concurdocs.sphinxext.gallery._registry import registry_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from concurdocs.sphinxext.gallery._registry import Example

FOLDER = "script_downloads"
"""Below the source folder, and not in a gallery's, where sphinx-gallery takes any script for
one of its own."""

TASKS_DIRECTIVE = "concurdocs-tasks"
NEEDS_DIRECTIVE = "concurdocs-needs"

_ZIP = re.compile(
    r"^ +\.\. container:: sphx-glr-download sphx-glr-download-zip\n\n +:download:`[^`]*`\n",
    re.MULTILINE,
)
_FOOTER = re.compile(r"^\.\. _sphx_glr_download_", re.MULTILINE)


def self_contained(path: Path, modules: tuple[str, ...]) -> str:
    """Return a script with the functions in it that it imports from some modules.

    Args:
        path: The script.
        modules: Full names of the modules.

    Raises:
        InliningError: It uses a module in a way that can't be put into it; names the line.

    """
    text = path.read_text(encoding="utf-8")
    for module in modules:
        if module.rpartition(".")[2] in text:
            text = inline(text, module, _source_of(module), path.name)
    return text


def _source_of(module: str) -> str:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        msg = f"concurdocs_task_modules: there is no module '{module}'"
        raise ExtensionError(msg)
    return Path(spec.origin).read_text(encoding="utf-8")


def tasks_used(path: Path, modules: tuple[str, ...]) -> str:
    """Return the source of the functions that a script imports from some modules."""
    text = path.read_text(encoding="utf-8")
    found = []
    for module in modules:
        if module.rpartition(".")[2] not in text:
            continue
        if names := imported_names(text, module):
            source = needed_source(_source_of(module), names)
            imports = [
                (node.lineno, node.end_lineno or node.lineno)
                for node in ast.parse(source).body
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
            lines = [
                line
                for number, line in enumerate(source.splitlines(), 1)
                if not any(first <= number <= last for first, last in imports)
            ]
            found.append("\n".join(lines).replace("\ndef ", "\n\n\ndef ").strip())
    return "\n\n\n".join(found)


def on_builder_inited(app: Sphinx) -> None:
    """Write the scripts that pages offer, where they differ from the scripts themselves.

    Raises:
        ExtensionError: A script can't be made to need nothing but Python.

    """
    modules = ExtensionConfig.of(app.config).task_modules
    problems = []
    texts: dict[tuple[str, str], str] = {}
    for entry in registry_of(app).by_docname.values():
        path = Path(entry.path)
        try:
            text = self_contained(path, modules)
            texts[Path(entry.docname).parent.name, path.name] = text
        except InliningError as error:
            problems.append(f"  {path.parent}/{error}")
            continue
        except SyntaxError:
            continue  # reported when the script runs
        if text != path.read_text(encoding="utf-8"):
            write_if_changed(_target(app, entry), text.encode())
    if problems:
        msg = "Scripts that can't be offered for download:\n" + "\n".join(problems)
        raise ExtensionError(msg)
    write_bundle(bundle_path(app), texts, words_for(app.config.language).code)


def bundle_path(app: Sphinx) -> Path:
    """Return where the archive of all scripts is."""
    language = words_for(app.config.language).code
    return Path(app.srcdir, FOLDER, f"{app.config.project}-scripts-{language}.zip")


def _target(app: Sphinx, entry: Example) -> Path:
    return Path(app.srcdir, FOLDER, f"{entry.docname}.py")


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Have a page of the gallery offer the script that needs nothing but Python, and say so.

    Of a script that does not use tasks this is known only where the downloads are run by a
    matrix: in a gallery of somebody else's, it may need anything.
    """
    entry = registry_of(app).by_docname.get(docname)
    if entry is None:
        return
    name = Path(entry.path).name
    has_tasks = _target(app, entry).is_file()
    if not has_tasks and not ExtensionConfig.of(app.config).matrix:
        return
    # The archive holds the script as it stands.
    text = _ZIP.sub("", content[0])
    if has_tasks:
        text = text.replace(f"<{name}>`", f"</{FOLDER}/{docname}.py>`")
    directive = f".. {TASKS_DIRECTIVE}::\n\n.. {NEEDS_DIRECTIVE}::\n\n"
    content[0] = _FOOTER.sub(lambda match: directive + match[0], text, count=1)


class TasksDirective(SphinxDirective):
    """Shows, folded, the source of the task functions that the page's script uses."""

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        entry = registry_of(self.env.app).by_docname[self.env.docname]
        modules = ExtensionConfig.of(self.config).task_modules
        for module in modules:
            spec = find_spec(module)
            if spec is not None and spec.origin:
                self.env.note_dependency(spec.origin)
        text = tasks_used(Path(entry.path), modules)
        if not text:
            return []
        summary = escape(words_for(self.config.language).tasks)
        return [
            nodes.raw(
                "", f'<details class="run-answer"><summary>{summary}</summary>\n', format="html"
            ),
            nodes.literal_block(text, text, language="python"),
            nodes.raw("", "</details>\n", format="html"),
        ]


class NeedsDirective(SphinxDirective):
    """Says what the page's script needs and how to run it."""

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        entry = registry_of(self.env.app).by_docname[self.env.docname]
        path = Path(entry.path)
        self.env.note_dependency(str(path))
        options = read_options(path.read_text(encoding="utf-8"), path.name)
        words = words_for(self.config.language)
        told = words.needs.format(options.python)
        if options.system:
            told += words.gap + words.needs_system.format(words.systems[options.system])
        line = f"python {path.name}"
        # Its language is not "console": a line without a prompt is output there.
        command = nodes.literal_block(line, line, language="bash")
        text = nodes.paragraph("", told + words.gap + words.run_it)
        return [nodes.container("", text, command, classes=["run-needs"])]


class BundleDirective(SphinxDirective):
    """Offers the archive of all scripts, and says how large it is."""

    def run(self) -> list[nodes.Node]:
        """Make the node."""
        path = bundle_path(self.env.app)
        self.env.note_dependency(str(path))
        size = f"{path.stat().st_size / 1000:.0f}"
        text = words_for(self.config.language).bundle.format(size)
        link = addnodes.download_reference(
            "",
            "",
            nodes.inline("", text, classes=["xref", "download"]),
            refdoc=self.env.docname,
            reftarget=f"/{FOLDER}/{path.name}",
            reftype="download",
            refdomain="",
            refexplicit=True,
            refwarn=True,
        )
        return [nodes.paragraph("", "", link, classes=["run-bundle"])]
