"""No English on pages of the built Chinese site but what is English everywhere.

That is code, output, names that scripts give, and proper names. The site must have been
built: ``python docs/build.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from helpers.places import SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

SITE = SITE / "zh"
PAGES = sorted(
    path.relative_to(SITE).as_posix()
    for path in SITE.rglob("*.html")
    if "_static" not in path.parts
)

# Code, output, and what says that it is in another language.
FOREIGN = "code, pre, kbd, samp, script, style, [lang]:not([lang|=zh])"
# Names of processes and of callers' lines, which the scripts chose.
OF_SCRIPTS = ".run-name, .run-said"
# Works and pages elsewhere have the titles that they have, and terms may be names.
TITLES_ELSEWHERE = "em, cite, a.external, dl.glossary > dt, .genindextable, .std-term"
ATTRIBUTES = (
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "data-tooltip",
    "label",
    "placeholder",
    "title",
    "tooltip",
)
PROPER_NAMES = {
    "concurdocs",
    "CPU",
    "CPython",
    "Dask",
    "Furo",
    "GitHub",
    "JavaScript",
    "JSON",
    "Linux",
    "macOS",
    "MiB",
    "pid",
    "POSIX",
    "Python",
    "Sphinx",
    "Unix",
    "Windows",
}
# What figures and tables call what a caller waits for.
CALLS = {"accept", "apply", "get", "join", "map", "recv", "result", "start", "terminate", "wait"}
# A line of output in a figure: when, who, what.
_PRINTED = re.compile(r"(?P<when>[\d.–]+秒，)(?P<who>.*?)(?P<lines>，\d+行)?：.*", re.DOTALL)
# Names of scripts, files and kernels; a translated book's own title; quoted output.
_IDENTIFIER = re.compile(
    r"\b[A-Za-z0-9]+(?:_\w+)+(?:\.py)?|\b\w+\.py\b|Linux [\d.]+[\w.+-]*|(?<=》)（[^）]*）|“[^”]*”"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
# Three words in a row are a phrase, also within a Chinese text.
_PHRASE = re.compile(r"[A-Za-z']{2,}(?: [A-Za-z']{2,}){2,}")


def texts(page: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Yield what a reader sees or hears, and the element that has it."""
    for found in page.find_all(string=True):
        # Comments and the like are of other types.
        if type(found) is NavigableString and isinstance(found.parent, Tag) and found.strip():
            yield found.parent, found.strip()
    for element in page.find_all(True):
        names = [name for name in ATTRIBUTES if element.get(name)]
        if element.name == "input" and element.get("type") in {"submit", "button", "reset"}:
            names.append("value")
        if element.name == "meta" and element.get("name") in {"description", "keywords"}:
            names.append("content")
        for name in names:
            yield element, str(element[name])


def is_within(element: Tag, selector: str) -> bool:
    return element.css.closest(selector) is not None


def code_names(page: BeautifulSoup) -> set[str]:
    """Return the words that are code, or a name that a script gave, on a page."""
    code = page.select("article :is(code, pre, kbd, samp)")
    words = {word for element in code for word in re.findall(r"[\w.-]+", element.get_text())}
    given = {text for element in page.select(OF_SCRIPTS) for text in element.stripped_strings}
    return words | given | CALLS


def english(page: BeautifulSoup) -> list[str]:
    """Return English texts of a page that should be Chinese."""
    names = code_names(page)
    names_with_spaces = sorted((name for name in names if " " in name), key=len, reverse=True)
    result = []
    for element, found in texts(page):
        text = _IDENTIFIER.sub("", found)
        if is_within(element, FOREIGN) or is_within(element, f"{OF_SCRIPTS}, {TITLES_ELSEWHERE}"):
            continue
        if is_within(element, ".run-dot") and (printed := _PRINTED.fullmatch(text)):
            who = printed["who"]
            text = printed["when"] + (printed["lines"] or "") + ("" if who in names else who)
        # Of namesakes, each is called by its number as well.
        is_name = re.sub(r" \[\d+\]$", "", text) in names and is_within(element, "article")
        for name in names_with_spaces if is_within(element, "article") else ():
            text = text.replace(name, "")
        words = set(_WORD.findall(text)) - PROPER_NAMES
        if _PHRASE.search(text) or (words and not _HAN.search(text) and not is_name):
            result.append(found)
    return result


def parse(html: str | bytes) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_the_site_is_built() -> None:
    assert {"index.html", "search.html", "chapters/join.html"} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_page_has_no_english_interface(name: str) -> None:
    assert [] == english(parse((SITE / name).read_bytes()))


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_page_says_that_it_is(name: str) -> None:
    html = parse((SITE / name).read_bytes()).html

    assert html is not None
    assert "zh-CN" == html.get("lang")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a>Back to top</a>", ["Back to top"]),
        ("<a>Next</a>", ["Next"]),
        ('<a aria-label="Menu">菜单</a>', ["Menu"]),
        ('<input type="submit" value="Go">', ["Go"]),
        ("<p>下载 Total running time of the script</p>", ["下载 Total running time of the script"]),
        ("<article><p>begin</p></article>", ["begin"]),
        ("<article><p>begin</p><code>begin</code></article>", []),
        ("<p>begin</p><article><code>begin</code></article>", ["begin"]),
        ("<p>Python和Linux</p><p>CPU 0</p>", []),
        ("<pre>Next</pre><a lang='en'>English</a>", []),
    ],
)
def test_english_is_found(html: str, expected: list[str]) -> None:
    assert expected == english(parse(html))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_markup_is_left_in_the_text(language: str) -> None:
    # Markdown knows no bold text that begins or ends with a role beside a Han character.
    found = {}
    for path in sorted((SITE.parent / language).rglob("*.html")):
        article = parse(path.read_bytes()).find("article")
        if not isinstance(article, Tag):
            continue
        for code in article.select("pre, code, script, style, svg, .run-figure"):
            code.decompose()
        if marks := re.findall(r".{0,9}(?:\*\*|`|\{\w+\}).{0,9}", article.get_text()):
            found[path.name] = marks

    assert {} == found


HAN = re.compile(r"[\u3400-\u9fff]")
IN_CODE = '"中文"'
"""How Chinese calls itself in a setting; parts of code can't be marked."""


def chinese(soup: BeautifulSoup) -> list[str]:
    """Return the Chinese texts and attributes of a page that are not marked as Chinese."""
    for tag in soup.select("[lang|=zh], script, style"):
        tag.decompose()
    texts = [str(text).strip() for text in soup.find_all(string=HAN)]
    values = [str(tag.get(name, "")) for tag in soup.find_all(True) for name in ATTRIBUTES]
    return [one for one in (*texts, *values) if HAN.search(one) and one != IN_CODE]


def test_no_english_page_has_chinese_that_is_not_marked_as_such() -> None:
    pages = sorted((SITE.parent / "en").rglob("*.html"))
    assert len(PAGES) == len([page for page in pages if "_static" not in page.parts])
    found = {page.name: chinese(parse(page.read_bytes())) for page in pages}
    assert {} == {name: texts for name, texts in found.items() if texts}
    assert ["目录"] == chinese(
        parse(b'<p lang="zh">a</p><a title="\xe7\x9b\xae\xe5\xbd\x95">b</a>')
    )
