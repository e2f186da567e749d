"""The scripts of a build: listed at its beginning, summed up at its end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from concurdocs import __version__
from concurdocs.scripts import OptionError
from concurdocs.sphinxext.basis import extension_config
from concurdocs.sphinxext.gallery._registry import Example, registry_of
from concurdocs.sphinxext.gallery._scripts import find_scripts, read_script

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from concurdocs.sphinxext.gallery._scripts import GalleryScript

logger = logging.getLogger(__name__)


def on_builder_inited(app: Sphinx) -> None:
    """List the scripts, and have those pages written again that show a run of the past.

    sphinx-gallery takes a page for current as long as the script is the same; the run
    depends on more.
    """
    registry = registry_of(app)
    for gallery_script in find_scripts(app):
        example = _example(app, gallery_script)
        registry.add(example)
        page = Path(app.srcdir, f"{example.docname}.rst")
        if example.key and not (registry.store.find(example.key) and _shows(page, example.key)):
            page.with_suffix(".py.md5").unlink(missing_ok=True)


def _example(app: Sphinx, gallery_script: GalleryScript) -> Example:
    path, docname = gallery_script.path, gallery_script.docname
    config = extension_config(app)
    try:
        script = read_script(path, app.config.sphinx_gallery_conf, start_method=config.start_method)
        options = script.request.options
        key = script.key(config.task_modules) if options.stage else ""
    except (OptionError, OSError, ValueError):
        # Reported when sphinx-gallery executes the script.
        return Example(str(path), docname, "")
    return Example(str(path), docname, key, script.code_blocks, options)


def _shows(page: Path, key: str) -> bool:
    """Return whether a page shows the run of a key, and this version of ours wrote it."""
    if not page.is_file():
        return False
    text = page.read_text(encoding="utf-8")
    return f" {key}\n" in text and f":by: {__version__}\n" in text


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Say how many scripts ran in this build and how many had run before."""
    registry = registry_of(app)
    # Called again when sphinx-gallery, called next, reports failed scripts by an exception.
    if registry.summed_up or not app.config.sphinx_gallery_conf.get("plot_gallery"):
        return
    registry.summed_up = True
    runs = registry.runs()
    ran = sorted(name for name, run in runs.items() if run.made_at >= registry.begun_at)
    if runs:
        named = f" ({', '.join(ran)})" if ran else ""
        logger.info(
            "concurdocs: %d scripts ran%s, %d runs reused", len(ran), named, len(runs) - len(ran)
        )
    if exception is None:
        registry.store.prune()
