"""The extension's configuration: declared once, checked once."""

from __future__ import annotations

import dataclasses
import multiprocessing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "concurdocs_"


@dataclass(frozen=True)
class ExtensionConfig:
    """What ``conf.py`` may set, each with ``concurdocs_`` before it.

    Attributes:
        store: Folder that keeps the runs, relative to ``conf.py``; empty for one beside
            the doctrees, or among them where they are in the folder of the pages. Builds
            that share it run each script only once.
        page_lines: How many lines of output of a block a page shows at most.
        figure: Whether pages of scripts that start processes end in the run's figure.
        start_method: Default start method of the examples; empty for the platform's.
        task_modules: Modules of which scripts use single functions: when one is edited,
            only the scripts that use it run again.
        languages: Folder name of each language and how the language calls itself, where
            the same pages are built in several; switched between on every page. The first
            is the one the scripts are written in; for the others, their texts stand beside
            them (see `translation`).
        matrix: File with the result of the downloads' matrix, relative to ``conf.py``, which
            the report shows; empty for none.
        base_url: Address of the folder that holds the languages' folders, where the site
            is published; canonical links and site maps need it.

    """

    store: str = ""
    page_lines: int = 1000
    figure: bool = True
    start_method: str = ""
    task_modules: tuple[str, ...] = ("concurdocs.tasks",)
    languages: dict[str, str] = field(default_factory=dict)
    matrix: str = ""
    base_url: str = ""

    @classmethod
    def of(cls, config: Config) -> ExtensionConfig:
        """Read and check the config.

        Raises:
            ConfigError: A value is not what it must be.

        """
        values = {one.name: getattr(config, PREFIX + one.name) for one in dataclasses.fields(cls)}
        values["task_modules"] = tuple(values["task_modules"])
        checked = cls(**values)
        methods = ["", *multiprocessing.get_all_start_methods()]
        if checked.start_method not in methods:
            msg = (
                f"concurdocs_start_method = {checked.start_method!r}: this platform has "
                f"{', '.join(map(repr, methods[1:]))}"
            )
            raise ConfigError(msg)
        if checked.base_url and not checked.base_url.startswith(("http://", "https://")):
            msg = f"concurdocs_base_url = {checked.base_url!r}: must begin with https://"
            raise ConfigError(msg)
        if checked.page_lines < 2:  # noqa: PLR2004 - one line before the gap and one after
            msg = f"concurdocs_page_lines = {checked.page_lines}: must be 2 or more"
            raise ConfigError(msg)
        return checked

    def store_folder(self, app: Sphinx) -> Path:
        """Return the folder that keeps the runs."""
        if self.store:
            return Path(app.confdir, self.store)
        doctrees = Path(app.doctreedir)
        # Where `sphinx-build` puts them unless told otherwise, all beside them is published.
        published = doctrees.is_relative_to(app.outdir)
        return (doctrees if published else doctrees.parent) / "concurdocs-runs"


def add_config_values(app: Sphinx) -> None:
    """Declare the config to Sphinx."""
    types: dict[str, Any] = {"task_modules": (list, tuple), "languages": (dict,)}
    rebuild: dict[str, Literal["", "html"]] = {"store": "", "languages": "html", "base_url": "html"}
    for one in dataclasses.fields(ExtensionConfig):
        factory = one.default_factory
        default = one.default if factory is dataclasses.MISSING else factory()
        kinds = types.get(one.name, (type(default),))
        app.add_config_value(PREFIX + one.name, default, rebuild.get(one.name, "env"), kinds)
