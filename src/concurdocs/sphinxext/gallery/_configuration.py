"""Puts the hooks, and the examples in the language of the build, into sphinx-gallery's settings."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError
from sphinx_gallery.gen_gallery import DEFAULT_GALLERY_CONF

from concurdocs.runs import Store
from concurdocs.scripts import TranslationError, write_translated
from concurdocs.sphinxext.basis import WarningSubtype, extension_config, warn
from concurdocs.sphinxext.gallery._hooks import BeginScript, PlayBlock, ShowOutput
from concurdocs.sphinxext.gallery._registry import ExampleRegistry, set_registry
from concurdocs.sphinxext.gallery._scripts import as_tuple, is_matplotlib

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from concurdocs.sphinxext.basis import ExtensionConfig


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Put the playback's hooks into sphinx-gallery's configuration."""
    settings = extension_config(app)
    store = Store(settings.store_folder(app), settings.task_modules)
    conf: dict[str, Any] = config.sphinx_gallery_conf
    wanted = conf.get("show_memory", False)
    if callable(wanted) and not isinstance(wanted, PlayBlock):
        warn(
            WarningSubtype.SHOW_MEMORY,
            "sphinx_gallery_conf['show_memory'] is a function; concurdocs needs its place and "
            "does not call it. Set it to True for the memory use of each script's processes",
        )
    set_registry(app, ExampleRegistry(store, wants_memory=bool(wanted)))
    inner = conf.get("reset_argv", _no_arguments)
    scrapers = as_tuple(conf.get("image_scrapers", ("matplotlib",)))
    resets = as_tuple(conf.get("reset_modules", ("matplotlib", "seaborn")))
    _warn_of_lost_pictures(conf, scrapers)
    if find_spec("matplotlib") is None:
        # sphinx-gallery's defaults need it even for scripts that draw nothing.
        scrapers = tuple(name for name in scrapers if name != "matplotlib")
        resets = tuple(name for name in resets if name not in {"matplotlib", "seaborn"})
    conf = {**conf, **_in_language(app, settings, conf)}
    # A copy: Sphinx hands out the default value itself.
    config.sphinx_gallery_conf = {
        **conf,
        "show_memory": PlayBlock(),
        "reset_argv": BeginScript(
            inner, str(store.folder), settings.start_method, settings.task_modules
        ),
        "image_scrapers": (*scrapers, ShowOutput()),
        "reset_modules": resets,
    }


def _warn_of_lost_pictures(conf: Mapping[str, Any], scrapers: tuple[Any, ...]) -> None:
    sources = [
        f"the image scraper '{getattr(scraper, '__name__', scraper)}'"
        for scraper in scrapers
        if not is_matplotlib(scraper)
    ]
    if conf.get("matplotlib_animations"):
        sources.append("sphinx_gallery_conf['matplotlib_animations']")
    for source in sources:
        warn(
            WarningSubtype.LOST_PICTURES,
            f"{source} can't reach into the processes in which concurdocs runs scripts; write "
            "'# concurdocs: stage = false' into those that need it, and when you have, add "
            "'concurdocs.lost_pictures' to suppress_warnings",
        )


def _in_language(app: Sphinx, settings: ExtensionConfig, conf: Mapping[str, Any]) -> dict[str, Any]:
    """Write the examples in the language of this build; return the changed configuration.

    Raises:
        ExtensionError: Texts are missing or superfluous; lists every finding.

    """
    source, language = Path(app.srcdir), Path(app.srcdir).name
    original = next(iter(settings.languages), language)
    if language == original or language not in settings.languages:
        return {}
    folders = conf.get("examples_dirs", DEFAULT_GALLERY_CONF["examples_dirs"])
    pattern = conf.get("filename_pattern", DEFAULT_GALLERY_CONF["filename_pattern"])
    failing = {(source / path).resolve() for path in conf.get("expected_failing_examples", ())}
    translated = []
    for number, folder in enumerate(as_tuple(folders)):
        own = (source / folder).resolve()
        target = Path(app.doctreedir).with_name(f"{language}-examples") / str(number)
        try:
            write_translated(own, target, language, pattern)
        except TranslationError as error:
            raise ExtensionError(str(error)) from error
        translated.append(str(target))
        failing = {
            target / path.relative_to(own) if path.is_relative_to(own) else path for path in failing
        }
    return {
        "examples_dirs": translated,
        "gallery_dirs": conf.get("gallery_dirs", DEFAULT_GALLERY_CONF["gallery_dirs"]),
        "expected_failing_examples": {str(path) for path in failing},
    }


def _no_arguments(_conf: Mapping[str, Any], _script_vars: Mapping[str, Any]) -> list[str]:
    return []
