"""Downloads that need nothing but Python.

sphinx-gallery offers a script as it stands, with its import of task functions that the
reader does not have. The page offers it with those functions in it instead, and shows
their source.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from concurdocs._files import module_file, write_if_changed
from concurdocs.scripts import InliningError, read_options
from concurdocs.sphinxext.basis import _, extension_config, folded
from concurdocs.sphinxext.gallery._bundle import bundle_language, write_bundle
from concurdocs.sphinxext.gallery._registry import registry_of
from concurdocs.sphinxext.gallery._tasks import self_contained, tasks_used
from concurdocs.sphinxext.languages import join_sentences

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


def on_builder_inited(app: Sphinx) -> None:
    """Write the scripts that pages offer, where they differ from the scripts themselves.

    Raises:
        ExtensionError: A script can't be made to need nothing but Python.

    """
    modules = extension_config(app).task_modules
    problems = []
    texts: dict[tuple[str, str], str] = {}
    for example in registry_of(app).by_docname.values():
        path = Path(example.path)
        try:
            text = self_contained(path, modules)
            texts[Path(example.docname).parent.name, path.name] = text
        except InliningError as error:
            problems.append(f"  {path.parent}/{error}")
            continue
        except SyntaxError:
            continue  # reported when the script runs
        if text != path.read_text(encoding="utf-8"):
            write_if_changed(_target(app, example), text.encode())
    if problems:
        msg = "Scripts that can't be offered for download:\n" + "\n".join(problems)
        raise ExtensionError(msg)
    write_bundle(bundle_path(app), texts, bundle_language(app.config.language))


def bundle_path(app: Sphinx) -> Path:
    """Return where the archive of all scripts is."""
    language = bundle_language(app.config.language)
    return Path(app.srcdir, FOLDER, f"{app.config.project}-scripts-{language}.zip")


def _target(app: Sphinx, example: Example) -> Path:
    return Path(app.srcdir, FOLDER, f"{example.docname}.py")


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Have a page of the gallery offer the script that needs nothing but Python, and say so.

    Of a script that does not use tasks this is known only where the downloads are run by a
    matrix: in a gallery of somebody else's, it may need anything.
    """
    example = registry_of(app).by_docname.get(docname)
    if example is None:
        return
    name = Path(example.path).name
    has_tasks = _target(app, example).is_file()
    if not has_tasks and not extension_config(app).matrix:
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
        example = registry_of(self.env.app).by_docname[self.env.docname]
        modules = extension_config(self.env.app).task_modules
        for module in modules:
            if file := module_file(module):
                self.env.note_dependency(str(file))
        text = tasks_used(Path(example.path), modules)
        if not text:
            return []
        title = _("Source of the imported tasks (the download contains them)")
        return folded(title, nodes.literal_block(text, text, language="python"))


class NeedsDirective(SphinxDirective):
    """Says what the page's script needs and how to run it."""

    def run(self) -> list[nodes.Node]:
        """Make the nodes."""
        example = registry_of(self.env.app).by_docname[self.env.docname]
        path = Path(example.path)
        self.env.note_dependency(str(path))
        options = read_options(path.read_text(encoding="utf-8"), path.name)
        needs = _("The downloaded script needs Python {version} or newer, and nothing else.")
        sentences = [needs.format(version=options.python)]
        if options.system:
            limit = _("It shows something on {system} only; elsewhere it says so and ends.")
            sentences.append(limit.format(system=_system_name(options.system)))
        sentences.append(_("Run it with:"))
        line = f"python {path.name}"
        # Its language is not "console": a line without a prompt is output there.
        command = nodes.literal_block(line, line, language="bash")
        text = nodes.paragraph("", join_sentences(*sentences, language=self.config.language))
        return [nodes.container("", text, command, classes=["run-needs"])]


def _system_name(system: str) -> str:
    """Return how prose names the systems that an option of a script stands for."""
    return {"linux": "Linux", "unix": _("Linux and macOS")}[system]


class BundleDirective(SphinxDirective):
    """Offers the archive of all scripts, and says how large it is."""

    def run(self) -> list[nodes.Node]:
        """Make the node."""
        path = bundle_path(self.env.app)
        self.env.note_dependency(str(path))
        size = f"{path.stat().st_size / 1000:.0f}"
        text = _("All scripts in one archive ({size} KB)").format(size=size)
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


def setup_downloads(app: Sphinx) -> None:
    """Have pages offer scripts that need nothing but Python."""
    app.add_directive(TASKS_DIRECTIVE, TasksDirective)
    app.add_directive(NEEDS_DIRECTIVE, NeedsDirective)
    app.add_directive("bundle", BundleDirective)
    # After sphinx-gallery has made the folders of its pages (500).
    app.connect("builder-inited", on_builder_inited, priority=600)
    app.connect("source-read", on_source_read)
