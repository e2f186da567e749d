"""How many queries of readers find their page among the first three results.

``python benchmarks/search_recall.py`` asks the built site (``docs/_build/html``; build it by
``python docs/build.py``) in Chromium, by the search that readers get. ``--stock`` also
builds the site with Sphinx's own search and asks that. Queries for pages that are not
there yet are listed, and do not count.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import shutil
import subprocess
import sys
import threading
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
QUERIES = HERE / "search_queries.toml"
LANGUAGES = {"en": "en", "zh": "zh_CN"}
FIRST = 3
"""How many results a reader is taken to look at."""
WANTED_RECALL = 0.95
LARGEST_INDEX = 150_000
"""Bytes of a language's index, compressed."""
_STOCK_EXTENSIONS = "myst_parser,sphinx_gallery.gen_gallery,concurdocs.sphinxext,stock_search"
# What `Search.query` does, without showing it; the best result is the last one.
_ASK = """
queries => queries.map(query =>
  Search._performSearch(...Search._parseQuery(query)).reverse().map(result => result[0]))
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found.

    Attributes:
        query: What was asked.
        expected: Pages that answer it, of those that the site has.
        found: Pages of the first results, best first.

    """

    query: str
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def is_hit(self) -> bool:
        """Whether a page that answers is among them."""
        return not set(self.expected).isdisjoint(self.found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the search of one site in one language found.

    Attributes:
        answers: Queries whose page the site has.
        missing: Queries whose page it does not have yet.
        index_size: Bytes of the index, compressed as servers do.

    """

    answers: tuple[Answer, ...]
    missing: tuple[str, ...]
    index_size: int

    @property
    def recall(self) -> float:
        """Share of the queries that find their page; 0 if none has a page."""
        return sum(answer.is_hit for answer in self.answers) / max(1, len(self.answers))


def read_queries(language: str) -> dict[str, list[str]]:
    """Return the queries of a language with the pages that answer them."""
    with QUERIES.open("rb") as file:
        queries: dict[str, list[str]] = tomllib.load(file)[language]
    return queries


@contextmanager
def open_search(site: Path) -> Iterator[Page]:
    """Open the search of a built site in Chromium, its index loaded.

    Args:
        site: Folder of the built pages of a language.

    Yields:
        The page.

    """
    handler = functools.partial(_SilentHandler, directory=str(site))
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                  "--disable-background-networking", "--disable-component-update",
                  "--disable-sync"],
        )  # fmt: skip
        try:
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/search.html")
            page.wait_for_function("Search.hasIndex()")
            page.evaluate(
                "document.body.append(Object.assign(document.createElement('p'),"
                " {id: 'search-progress'}))"
            )
            yield page
        finally:
            browser.close()
            server.shutdown()


class _SilentHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *_args: object) -> None:  # noqa: A002 - its name there
        pass


def ask(site: Path, queries: dict[str, list[str]]) -> Outcome:
    """Put queries to the search of a built site.

    Args:
        site: Folder of the built pages of a language.
        queries: Queries with the pages that answer them.

    Returns:
        What they found.

    Raises:
        playwright.sync_api.Error: The search fails in the browser.

    """
    expected = {
        query: tuple(page for page in pages if (site / f"{page}.html").is_file())
        for query, pages in queries.items()
    }
    asked = [query for query, pages in expected.items() if pages]
    with open_search(site) as page:
        found = page.evaluate(_ASK, asked)
    answers = [
        Answer(query, expected[query], tuple(pages[:FIRST]))
        for query, pages in zip(asked, found, strict=True)
    ]
    index = gzip.compress((site / "searchindex.js").read_bytes())
    missing = [query for query, pages in expected.items() if not pages]
    return Outcome(tuple(answers), tuple(missing), len(index))


def build_stock(language: str) -> Path:
    """Build the site in a language with Sphinx's own search.

    Args:
        language: Name of the language's folder.

    Returns:
        Folder of the built pages.

    """
    folder = DOCS / "_build" / "benchmark" / language
    command = [
        sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(DOCS),
        "-d", str(folder / "doctrees"), "-D", f"language={LANGUAGES[language]}",
        "-D", f"extensions={_STOCK_EXTENSIONS}", str(DOCS / language), str(folder / "html"),
    ]  # fmt: skip
    # `-m` puts the working directory on the path, where `stock_search` is.
    subprocess.run(command, check=True, cwd=HERE)  # noqa: S603 - our own command
    return folder / "html"


def report(name: str, outcome: Outcome) -> None:
    """Print what a search found."""
    hits = sum(answer.is_hit for answer in outcome.answers)
    print(
        f"{name}: recall at {FIRST} {outcome.recall:.1%} ({hits} of {len(outcome.answers)} "
        f"queries; {len(outcome.missing)} wait for their page), "
        f"index {outcome.index_size / 1000:.1f} kB compressed"
    )


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--html", type=Path, default=DOCS / "_build" / "html", help="built site")
    parser.add_argument("--stock", action="store_true", help="also ask Sphinx's own search")
    options = parser.parse_args()
    failed = False
    for language in LANGUAGES:
        queries = read_queries(language)
        outcome = ask(options.html / language, queries)
        report(language, outcome)
        for answer in outcome.answers:
            if not answer.is_hit:
                print(f"  {answer.query!r} finds {answer.found}, not {answer.expected}")
        if outcome.missing:
            print(f"  without a page: {', '.join(map(repr, outcome.missing))}")
        failed |= outcome.recall < WANTED_RECALL or outcome.index_size > LARGEST_INDEX
        if options.stock:
            try:
                report(f"{language}, stock", ask(build_stock(language), queries))
            except Error as error:
                print(f"{language}, stock: does not run: {error.message.splitlines()[0]}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
