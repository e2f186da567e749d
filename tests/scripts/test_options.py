"""``# concurdocs:`` comments."""

from __future__ import annotations

import dataclasses

import pytest

from concurdocs.scripts import OptionError, ScriptOptions, read_options, without_options

NAMES = ", ".join(sorted(field.name for field in dataclasses.fields(ScriptOptions)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ScriptOptions()),
        ("print('no comment of ours')", ScriptOptions()),
        ("# concurdocs: time_limit = 5", ScriptOptions(time_limit=5)),
        ("#concurdocs:time_limit=0.5", ScriptOptions(time_limit=0.5)),
        ("x = 1  # concurdocs: leftovers = true", ScriptOptions(leftovers=True)),
        ("# concurdocs: python = 3.12\n# concurdocs: system = linux",
         ScriptOptions(python="3.12", system="linux")),
        ("# concurdocs: stage = False\n# concurdocs: grace = 2",
         ScriptOptions(stage=False, grace=2)),
        ("def f():\n    # concurdocs: failing_children = TRUE\n    pass",
         ScriptOptions(failing_children=True)),
        ("# concurdocs: grace = 1\n# concurdocs: grace = 2", ScriptOptions(grace=2)),
        # A string that looks like a comment is none, nor is talk of the project.
        ("text = '''\n# concurdocs: time_limit = 5\n'''", ScriptOptions()),
        ("# see concurdocs: it is good", ScriptOptions()),
        # What comes before an error of syntax counts.
        ("# concurdocs: time_limit = 5\ndef (", ScriptOptions(time_limit=5)),
        ("# concurdocs: time_limit = 5\n'''", ScriptOptions(time_limit=5)),
    ],
)  # fmt: skip
def test_options_of_a_script(source: str, expected: ScriptOptions) -> None:
    assert expected == read_options(source, "x.py")


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("time_limt = 5", ("unknown option 'time_limt' in '# concurdocs: time_limt = 5'; "
                          "did you mean 'time_limit'?")),
        ("xyz = 5", f"unknown option 'xyz' in '# concurdocs: xyz = 5'; known options: {NAMES}"),
        ("system = a+b", "'# concurdocs: system = a+b': system takes linux or unix"),
        ("output = file", "'# concurdocs: output = file': output takes terminal or pipe"),
        ("varies = false", "'# concurdocs: varies = false': varies takes numbers or true"),
        ("python = a+b", "'# concurdocs: python = a+b': python takes a word or a version"),
        ("time_limit", ("'# concurdocs: time_limit' is not of the form "
                       "'# concurdocs: name = value'")),
        ("time_limit = 5 s", ("'# concurdocs: time_limit = 5 s' is not of the form "
                             "'# concurdocs: name = value'")),
        *(
            (f"time_limit = {value}",
             (f"'# concurdocs: time_limit = {value}': time_limit takes a positive number of "
             "seconds"))
            for value in ("long", "0", "-1", "inf", "nan", "true")
        ),
        ("stage = no", "'# concurdocs: stage = no': stage takes true or false"),
    ],
)  # fmt: skip
def test_a_comment_that_cannot_be_followed(comment: str, expected: str) -> None:
    with pytest.raises(OptionError) as caught:
        read_options(f"x = 1\n\n# concurdocs: {comment}\n", "plot_x.py")

    assert f"plot_x.py, line 3: {expected}" == str(caught.value)


def test_what_the_script_says_goes_before_the_default() -> None:
    default = ScriptOptions(time_limit=1, grace=1)

    assert ScriptOptions(time_limit=2, grace=1) == read_options(
        "# concurdocs: time_limit = 2", "x.py", default
    )


@pytest.mark.parametrize(
    ("options", "system", "python", "is_shown"),
    [
        (ScriptOptions(), "Windows", "3.10.13", True),
        (ScriptOptions(system="linux"), "Linux", "3.10.13", True),
        (ScriptOptions(system="linux"), "Darwin", "3.10.13", False),
        (ScriptOptions(system="unix"), "Darwin", "3.15.0rc1", True),
        (ScriptOptions(system="unix"), "Windows", "3.15.0", False),
        (ScriptOptions(python="3.11"), "Linux", "3.10.13", False),
        (ScriptOptions(python="3.11"), "Linux", "3.11.0", True),
        (ScriptOptions(python="3.9"), "Linux", "3.15.0rc1", True),
    ],
)
def test_where_a_script_can_show_what_it_is_for(
    options: ScriptOptions, system: str, python: str, *, is_shown: bool
) -> None:
    assert is_shown == options.supported_on(system, python)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# concurdocs: time_limit = 5\n", ""),
        ("    #concurdocs:time_limit=5\n", ""),
        # As it stands on a page, where the signs of a text's comments are gone.
        ("concurdocs: time_limit = 5\n", ""),
        ("# concurdocs: time_limit = 5", ""),
        ("x = 1  # concurdocs: time_limit = 5\n", "x = 1  # concurdocs: time_limit = 5\n"),
        ("concurdocs: it is good\n", "concurdocs: it is good\n"),
        ("# about concurdocs: grace = 2\n", "# about concurdocs: grace = 2\n"),
    ],
)
def test_pages_have_no_lines_that_only_say_how_to_run(line: str, expected: str) -> None:
    assert f"a\r\n\n{expected}" == without_options(f"a\r\n\n{line}")
    if line.endswith("\n"):
        assert f"{expected}b" == without_options(f"{line}b")
