"""The files of runs that a site has beside its pages, and the links to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs._files import compact_json
from concurdocs.drawing import trace_events
from concurdocs.sphinxext.basis import _, shows_html
from concurdocs.sphinxext.gallery._registry import registry_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FOLDER = "_runs"
"""Folder of an HTML site that has the records."""

_SCHEME = "concurdocs-runs:"
"""Stands for the way there, which is known only when a page is written."""


def run_downloads(name: str) -> tuple[tuple[str, str], ...]:
    """Return what to call the files of a run, and addresses for `link_records` to complete.

    Args:
        name: Of the script.

    """
    return (
        (_("Record (JSON)"), f"{_SCHEME}{name}.json"),
        (_("Trace (opens in Perfetto)"), f"{_SCHEME}{name}.trace.json"),
    )


def link_records(html: str, address: str) -> str:
    """Complete the addresses of records.

    Args:
        html: Has addresses from `run_downloads`.
        address: Of the page that shows it.

    """
    # Where all pages are one, the addresses of documents are places on it.
    depth = 0 if address.startswith("#") else address.count("/")
    return html.replace(f'href="{_SCHEME}', f'href="{"../" * depth}{_FOLDER}/')


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Put the records and traces that pages link to beside the pages."""
    if exception is not None or not shows_html(app.builder):
        return
    folder = Path(app.outdir, _FOLDER)
    for name, run in registry_of(app).runs().items():
        run.save(folder / f"{name}.json")
        trace = compact_json(trace_events(run))
        (folder / f"{name}.trace.json").write_text(trace, encoding="utf-8")
