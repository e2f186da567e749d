"""What ``conf.py`` may set is declared once, validated once, and kept."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from sphinx.config import Config
from sphinx.errors import ConfigError

from concurdocs.sphinxext.basis._config import (
    PREFIX,
    ExtensionConfig,
    extension_config,
    on_config_inited,
    read_config,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from helpers.sphinx_projects import Project


def sphinx_config(**values: Any) -> Config:  # noqa: ANN401 - whatever conf.py holds
    """Return a configuration of Sphinx's with some of our options set, the others not."""
    config = Config({PREFIX + name: value for name, value in values.items()})
    default = ExtensionConfig()
    for option in dataclasses.fields(ExtensionConfig):
        config.add(PREFIX + option.name, getattr(default, option.name), "env", ())
    return config


def test_every_option_has_a_description() -> None:
    options = dataclasses.fields(ExtensionConfig)

    assert [] == [option.name for option in options if not option.metadata["description"]]


def test_what_is_not_set_has_its_default() -> None:
    assert ExtensionConfig() == read_config(sphinx_config())


def test_what_is_set_is_read() -> None:
    config = read_config(sphinx_config(task_modules=["shop.jobs"], page_lines=7, store="runs"))

    assert (("shop.jobs",), 7, "runs") == (config.task_modules, config.page_lines, config.store)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("start_method", "frok", "concurdocs_start_method = 'frok': this platform has '"),
        ("page_lines", 1, "concurdocs_page_lines = 1: must be 2 or more"),
        (
            "base_url",
            "example.org",
            "concurdocs_base_url = 'example.org': must begin with https://",
        ),
    ],
)
def test_wrong_value_is_refused_with_what_is_right(name: str, value: object, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(sphinx_config(**{name: value}))

    assert str(caught.value).startswith(message)


def test_configuration_is_kept_as_it_was_validated() -> None:
    app = cast("Sphinx", SimpleNamespace())
    config = sphinx_config(page_lines=7)
    on_config_inited(app, config)
    config.concurdocs_page_lines = 8

    assert 7 == extension_config(app).page_lines


def test_wrong_setting_ends_the_build(new_project: Callable[[str], Project]) -> None:
    project = new_project("foreign")
    project.write(
        "conf.py", 'extensions = ["concurdocs.sphinxext"]\nconcurdocs_start_method = "frok"\n'
    )

    build = project.build()

    assert 2 == build.status
    assert "concurdocs_start_method = 'frok': this platform has" in build.output
