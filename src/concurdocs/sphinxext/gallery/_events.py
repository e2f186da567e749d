"""What connects the playback to a build: from configuration to the last report."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx_gallery.gen_gallery import DEFAULT_GALLERY_CONF

from concurdocs import __version__
from concurdocs.recording import PathCleaner
from concurdocs.runs import Store
from concurdocs.scripts import OptionError, TranslationError, without_options, write_translated
from concurdocs.sphinxext._config import ExtensionConfig
from concurdocs.sphinxext._warnings import Warnings, warn
from concurdocs.sphinxext.gallery._hooks import (
    BeginScript,
    PlayBlock,
    ShowOutput,
    missing_output_rst,
)
from concurdocs.sphinxext.gallery._registry import (
    Example,
    ExampleRegistry,
    registry_of,
    set_registry,
)
from concurdocs.sphinxext.gallery._scripts import (
    as_tuple,
    find_scripts,
    is_matplotlib,
    path_names,
    read_script,
)
from concurdocs.sphinxext.languages._gallery_words import translate_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config


logger = logging.getLogger(__name__)

_MEMORY_LINE = re.compile(r"^\*\*Estimated memory usage:\*\* .*\n\n?", re.MULTILINE)
_TIME_LINE = re.compile(
    r"(\*\*Total running time of the script:\*\* )\(\d+ minutes [\d.]+ seconds\)"
)
_END = ".. _sphx_glr_download_"
# A block of code whose comments were all for the recorder.
_EMPTY_CODE = re.compile(r"^\.\. code-block:: Python\n(?:[ \t]*\n)+(?=\S|\Z)", re.MULTILINE)
_ERROR = ".. rst-class:: sphx-glr-script-out\n\n.. code-block:: pytb\n\n"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Put the playback's hooks into sphinx-gallery's configuration."""
    settings = ExtensionConfig.of(config)
    store = Store(settings.store_folder(app), settings.task_modules)
    conf: dict[str, Any] = config.sphinx_gallery_conf
    wanted = conf.get("show_memory", False)
    if callable(wanted) and not isinstance(wanted, PlayBlock):
        warn(Warnings.SHOW_MEMORY)
    set_registry(app, ExampleRegistry(store, wants_memory=bool(wanted)))
    inner = conf.get("reset_argv", _no_arguments)
    scrapers = as_tuple(conf.get("image_scrapers", ("matplotlib",)))
    resets = as_tuple(conf.get("reset_modules", ("matplotlib", "seaborn")))
    _warn_of_lost_pictures(conf, scrapers)
    if find_spec("matplotlib") is None:
        # sphinx-gallery's defaults need it even for scripts that draw nothing.
        scrapers = tuple(one for one in scrapers if one != "matplotlib")
        resets = tuple(one for one in resets if one not in {"matplotlib", "seaborn"})
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
    for scraper in scrapers:
        if not is_matplotlib(scraper):
            name = getattr(scraper, "__name__", scraper)
            warn(Warnings.LOST_PICTURES, f"the image scraper '{name}'")
    if conf.get("matplotlib_animations"):
        warn(Warnings.LOST_PICTURES, "sphinx_gallery_conf['matplotlib_animations']")


def _in_language(app: Sphinx, settings: ExtensionConfig, conf: Mapping[str, Any]) -> dict[str, Any]:
    """Write the examples in the language of this build; return the changed configuration."""
    source, language = Path(app.srcdir), Path(app.srcdir).name
    original = next(iter(settings.languages), language)
    if language == original or language not in settings.languages:
        return {}
    folders = conf.get("examples_dirs", DEFAULT_GALLERY_CONF["examples_dirs"])
    pattern = conf.get("filename_pattern", DEFAULT_GALLERY_CONF["filename_pattern"])
    failing = {(source / path).resolve() for path in conf.get("expected_failing_examples", ())}
    translated = []
    for number, folder in enumerate(folders if isinstance(folders, list) else [folders]):
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


def on_builder_inited(app: Sphinx) -> None:
    """List the scripts, and have those pages written again that show a run of the past.

    sphinx-gallery takes a page for current as long as the script is the same; the run
    depends on more.
    """
    settings = ExtensionConfig.of(app.config)
    conf = app.config.sphinx_gallery_conf
    registry = registry_of(app)
    for place in find_scripts(app):
        try:
            script = read_script(
                place.path,
                conf,
                start_method=settings.start_method,
                task_modules=settings.task_modules,
            )
        except (OptionError, OSError, ValueError):
            # Reported when sphinx-gallery executes the script.
            registry.add(Example(str(place.path), place.docname, ""))
            continue
        options = script.request.options
        staged = options.stage
        key = script.key if staged else ""
        registry.add(Example(str(place.path), place.docname, key, script.code_blocks, options))
        page = Path(app.srcdir, f"{place.docname}.rst")
        if staged and not (registry.store.find(key) and _names_key(page, key)):
            page.with_suffix(".py.md5").unlink(missing_ok=True)


def _names_key(page: Path, key: str) -> bool:
    if not page.is_file():
        return False
    text = page.read_text(encoding="utf-8")
    return f" {key}\n" in text and f":by: {__version__}\n" in text


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Make sphinx-gallery's page say what was measured on the stage, in its language."""
    _put_measurements(app, docname, content)
    if _in_gallery(docname, app.config.sphinx_gallery_conf["gallery_dirs"]):
        content[0] = translate_words(content[0], app.config.language)


def _put_measurements(app: Sphinx, docname: str, content: list[str]) -> None:
    registry = registry_of(app)
    if not registry.wants_memory:
        content[0] = _MEMORY_LINE.sub("", content[0])
    entry = registry.by_docname.get(docname)
    if entry is None:
        if docname.endswith("sg_execution_times"):
            content[0] = _true_times(content[0], registry)
        return
    if app.config.sphinx_gallery_conf["remove_config_comments"]:
        content[0] = _EMPTY_CODE.sub("", without_options(content[0]))
    if _ERROR in content[0]:
        clean = PathCleaner({str(Path(entry.path).parent): "", **path_names(Path(app.srcdir))})
        content[0] = clean(content[0])
    if not registry.has_run(entry):
        return
    run = registry.run(entry, app.env)
    minutes, seconds = divmod(run.total, 60)
    content[0] = _TIME_LINE.sub(rf"\g<1>({minutes:.0f} minutes {seconds:.3f} seconds)", content[0])
    missing = missing_output_rst(content[0], run, entry.key)
    place = content[0].find(_ERROR if run.failure else _END)
    if missing and place >= 0:
        content[0] = content[0][:place] + missing + content[0][place:]


def _in_gallery(docname: str, galleries: str | list[str]) -> bool:
    folders = galleries if isinstance(galleries, list) else [galleries]
    return docname.startswith(tuple(f"{folder}/" for folder in folders))


def _true_times(text: str, registry: ExampleRegistry) -> str:
    """Put the scripts' running times where sphinx-gallery has those of the playback."""
    totals = {
        f"sphx_glr_{registry.by_name[name].docname.replace('/', '_')}.py": run.total
        for name, run in registry.runs().items()
    }
    everything = 0.0
    lines = text.splitlines()
    for number, line in enumerate(lines):
        match = re.match(r"   \* - :ref:`(?P<name>sphx_glr_[^`]+)` ", line)
        total = totals.get(match["name"]) if match else None
        if total and number + 1 < len(lines):
            everything += total
            lines[number + 1] = f"     - {_clock(total)}"
        elif match:
            minutes, _, seconds = lines[number + 1].strip("- ").partition(":")
            everything += int(minutes) * 60 + float(seconds)
    text = "\n".join(lines) + "\n"
    return re.sub(r"^\*\*[\d:.]+\*\*", f"**{_clock(everything)}**", text, flags=re.MULTILINE)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:02.0f}:{rest:06.3f}"


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
