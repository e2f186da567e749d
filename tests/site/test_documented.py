"""The pages about the extension and about the record are complete, in both languages."""

from __future__ import annotations

import dataclasses
import importlib
import re
from unittest import mock

import pytest
from sphinx.application import Sphinx

import concurdocs
from concurdocs import runs
from concurdocs.claims import MEASURES
from concurdocs.runs import Run
from concurdocs.runs._codec import stored_name
from concurdocs.scripts import ScriptOptions
from concurdocs.sphinxext import setup
from concurdocs.sphinxext.basis._config import PREFIX, ExtensionConfig
from concurdocs.sphinxext.basis._warnings import TYPE, WarningSubtype
from concurdocs.sphinxext.chapters._directives import PARTS, RunDirective
from helpers.places import DOCS

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def section(language: str, page: str, label: str) -> str:
    """Return the text of a section, found by its label."""
    text = (DOCS / language / f"{page}.md").read_text(encoding="utf-8")
    (found,) = re.findall(
        rf"^\({label}\)=\n(.*?)(?=^\([\w-]+\)=\n|\Z)", text, re.MULTILINE | re.DOTALL
    )
    return str(found)


def first_column(text: str) -> list[str]:
    """Return what stands in backquotes at the begin of each row of a section's tables."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def names(kind: type) -> list[str]:
    return [stored_name(field) for field in dataclasses.fields(kind) if field.compare]


@LANGUAGES
def test_every_comment_is_listed(language: str) -> None:
    rows = first_column(section(language, "extension", "extension-comments"))
    listed = [re.sub(r"# concurdocs: (\w+) = .*", r"\1", row) for row in rows]

    assert sorted(names(ScriptOptions)) == sorted(listed)


@LANGUAGES
def test_every_default_of_a_comment_is_the_true_one(language: str) -> None:
    text = section(language, "extension", "extension-comments")
    told = dict(re.findall(r"^\| `# concurdocs: (\w+) = .*\| ([^|]+) \|$", text, re.MULTILINE))
    default = ScriptOptions()

    for name in ("time_limit", "grace"):
        assert f"{getattr(default, name):g}" == told[name]
    for name in ("failing_children", "leftovers", "stage"):
        assert str(getattr(default, name)).lower() == told[name]
    for name in ("output", "python"):
        assert getattr(default, name) == told[name].strip("`")


@LANGUAGES
def test_every_setting_is_listed(language: str) -> None:
    rows = first_column(section(language, "extension", "extension-settings"))

    assert [PREFIX + name for name in names(ExtensionConfig)] == rows


@LANGUAGES
def test_every_option_of_run_is_listed(language: str) -> None:
    text = section(language, "extension", "extension-run")
    (shown,) = re.findall(r"^\| `show` \|.*$", text, re.MULTILINE)

    assert sorted(RunDirective.option_spec) == first_column(text)
    assert list(PARTS) == re.findall(r"`(\w+)`", shown)[1:]


@LANGUAGES
def test_every_measure_is_listed(language: str) -> None:
    rows = first_column(section(language, "extension", "extension-numbers"))

    assert list(MEASURES) == [row.partition("(")[0] for row in rows]


def registered() -> set[str]:
    """Return the names of the directives and roles that the extension gives to authors."""
    app = mock.MagicMock(Sphinx, config=mock.Mock(language="en"))
    setup(app)
    calls = [*app.add_directive.call_args_list, *app.add_role.call_args_list]
    # Those with a prefix stand in sphinx-gallery's pages, and nobody writes them by hand.
    return {call.args[0] for call in calls if not call.args[0].startswith("concurdocs-")}


@LANGUAGES
def test_every_directive_and_role_is_described(language: str) -> None:
    text = (DOCS / language / "extension.md").read_text(encoding="utf-8")

    assert {"run", "measured", "claim", "answer"} < registered()
    assert set() == {name for name in registered() if f"`{name}`" not in text}


@LANGUAGES
def test_every_warning_is_listed(language: str) -> None:
    rows = first_column(section(language, "extension", "extension-warnings"))

    assert sorted(f"{TYPE}.{subtype.value}" for subtype in WarningSubtype) == sorted(rows)


@LANGUAGES
@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("run", Run),
        ("environment", runs.Environment),
        ("processes", runs.Process),
        ("states", runs.StateSlice),
        ("lines", runs.Line),
        ("calls", runs.Call),
        ("blocks", runs.Block),
        ("failure", runs.Failure),
    ],
)
def test_every_field_of_a_record_is_described_in_its_order(
    language: str, label: str, kind: type
) -> None:
    assert names(kind) == first_column(section(language, "record", f"record-{label}"))


@LANGUAGES
@pytest.mark.parametrize(
    ("label", "row", "values"),
    [
        ("processes", "role", tuple(runs.Role)),
        ("states", "state", tuple(runs.State)),
        ("calls", "function", tuple(runs.CallName)),
        ("failure", "kind", tuple(runs.FailureKind)),
        ("blocks", "shown", tuple(names(runs.DisplayedValue))),
        ("blocks", "figures", tuple(names(runs.Picture))),
    ],
)
def test_every_value_of_a_record_is_named(
    language: str, label: str, row: str, values: tuple[str, ...]
) -> None:
    text = section(language, "record", f"record-{label}")
    (found,) = re.findall(rf"^\| `{row}` \|(.*)$", text, re.MULTILINE)

    assert list(values) == re.findall(r"`([^`]+)`", found)


@LANGUAGES
def test_the_public_interface_is_what_the_package_names_and_is_there(language: str) -> None:
    text = section(language, "extension", "extension-python")
    rows = dict(re.findall(r"^\| `(concurdocs\.\w+)` \| (.*) \|$", text, re.MULTILINE))
    promised = re.findall(r"^- `(concurdocs\.\w+)`", concurdocs.__doc__ or "", re.MULTILINE)
    modules = [importlib.import_module(name) for name in rows]
    # Names and attributes, and no roles.
    named = [re.findall(r"(?<!\})`([A-Za-z]\w+)(?:\.\w+)?`", row) for row in rows.values()]
    missing = [
        f"{module.__name__}.{name}"
        for module, names in zip(modules, named, strict=True)
        for name in names
        if name not in {"extensions", "conf"} and not hasattr(module, name)
    ]

    assert promised == list(rows)
    assert [] == missing
    assert {"Run", "record", "page_html", "RunRequest"} < {
        name for names in named for name in names
    }
