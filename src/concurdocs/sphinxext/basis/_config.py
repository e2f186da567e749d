"""The extension's configuration: declared once, validated once, and kept with the build."""

from __future__ import annotations

import dataclasses
import multiprocessing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "concurdocs_"

_T = TypeVar("_T")
_ATTRIBUTE = "_concurdocs_config"


def _option(
    default: _T,
    description: str,
    *,
    rebuild: Literal["", "env", "html"] = "env",
    types: tuple[type, ...] = (),
    find_fault: Callable[[_T], str] = lambda _: "",
) -> _T:
    """Declare an option.

    Args:
        default: Its default.
        description: What it is for.
        rebuild: What Sphinx has to do again when it is changed.
        types: What it may be, if not only of the default's type.
        find_fault: Returns what a value must be and is not; empty if nothing is wrong.

    """
    metadata = {
        "description": description,
        "rebuild": rebuild,
        "types": types or (type(default),),
        "find_fault": find_fault,
    }
    return field(default_factory=lambda: default, metadata=metadata)


def _start_method_fault(value: str) -> str:
    methods = multiprocessing.get_all_start_methods()
    known = not value or value in methods
    return "" if known else f"this platform has {', '.join(map(repr, methods))}"


def _page_lines_fault(value: int) -> str:
    # One line before the gap and one after.
    return "" if value >= 2 else "must be 2 or more"  # noqa: PLR2004 - see above


def _base_url_fault(value: str) -> str:
    known = not value or value.startswith(("http://", "https://"))
    return "" if known else "must begin with https://"


@dataclass(frozen=True)
class ExtensionConfig:
    """What ``conf.py`` may set, each with ``concurdocs_`` before it."""

    store: str = _option(
        "",
        "Folder that keeps the runs, relative to conf.py; empty for one beside the doctrees, "
        "or among them where they are in the folder of the pages. Builds that share it run "
        "each script only once.",
        rebuild="",
    )
    page_lines: int = _option(
        1000,
        "How many lines of output of a block a page shows at most.",
        find_fault=_page_lines_fault,
    )
    figure: bool = _option(
        default=True,
        description="Whether pages of scripts that start processes end in the run's figure.",
    )
    start_method: str = _option(
        "",
        "Default start method of the examples; empty for the platform's.",
        find_fault=_start_method_fault,
    )
    task_modules: tuple[str, ...] = _option(
        ("concurdocs.tasks",),
        "Modules of which scripts use single functions: when one is edited, only the scripts "
        "that use it run again.",
        types=(list, tuple),
    )
    languages: dict[str, str] = _option(  # noqa: RUF009 - it returns a field
        {},
        "Folder name of each language and how the language calls itself, where the same pages "
        "are built in several; switched between on every page. The first is the one the scripts "
        "are written in; for the others, their texts stand beside them.",
        rebuild="html",
    )
    matrix: str = _option(
        "",
        "File with the result of the downloads' matrix, relative to conf.py, which the report "
        "shows; empty for none.",
    )
    base_url: str = _option(
        "",
        "Address of the folder that holds the languages' folders, where the site is published; "
        "canonical links and site maps need it.",
        rebuild="html",
        find_fault=_base_url_fault,
    )

    def store_folder(self, app: Sphinx) -> Path:
        """Return the folder that keeps the runs."""
        if self.store:
            return Path(app.confdir, self.store)
        doctrees = Path(app.doctreedir)
        # Where `sphinx-build` puts them unless told otherwise, all beside them is published.
        published = doctrees.is_relative_to(app.outdir)
        return (doctrees if published else doctrees.parent) / "concurdocs-runs"


def read_config(config: Config) -> ExtensionConfig:
    """Read and validate what ``conf.py`` has set.

    Raises:
        ConfigError: A value is not what it must be.

    """
    values: dict[str, Any] = {}
    for option in dataclasses.fields(ExtensionConfig):
        value = getattr(config, PREFIX + option.name)
        if option.name == "task_modules":
            value = tuple(value)
        if fault := option.metadata["find_fault"](value):
            msg = f"{PREFIX}{option.name} = {value!r}: {fault}"
            raise ConfigError(msg)
        values[option.name] = value
    return ExtensionConfig(**values)


def extension_config(app: Sphinx) -> ExtensionConfig:
    """Return the configuration of this build."""
    config: ExtensionConfig = getattr(app, _ATTRIBUTE)
    return config


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Keep the configuration with the build."""
    setattr(app, _ATTRIBUTE, read_config(config))


def setup_config(app: Sphinx) -> None:
    """Declare the configuration to Sphinx, and have it validated."""
    default = ExtensionConfig()
    for option in dataclasses.fields(ExtensionConfig):
        app.add_config_value(
            PREFIX + option.name,
            getattr(default, option.name),
            option.metadata["rebuild"],
            option.metadata["types"],
            option.metadata["description"],
        )
    # Before all that need it, of which the gallery is the first (5).
    app.connect("config-inited", on_config_inited, priority=4)
