"""Build the site: both languages, from one configuration, each script run once.

``python docs/build.py`` builds into ``docs/_build/html`` and prints where to open it;
``--serve`` also serves it and builds again whenever a source changes.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.append(str(DOCS / "_tools"))

from parity.command import main as check_parity  # noqa: E402 - from _tools
from site_languages import FOLDERS, LANGUAGES  # noqa: E402 - as above

ROOT = DOCS.parent
OUTPUT = DOCS / "_build" / "html"


def build(arguments: list[str]) -> int:
    """Build every language and the page that leads to them.

    Args:
        arguments: More arguments for sphinx-build.

    Returns:
        0, or the exit status of the first step that failed. All are done in any case: who
        writes wants to see the page, too.

    """
    result = check_parity([str(DOCS)])
    for folder, code, _ in LANGUAGES:
        print(f"\n== {folder} ==", flush=True)
        command = [
            sys.executable, "-m", "sphinx", "-b", "html", "-n", "-W", "--keep-going",
            "-c", str(DOCS), "-d", str(DOCS / "_build" / "doctrees" / folder),
            "-D", f"language={code}", *arguments,
            str(DOCS / folder), str(OUTPUT / folder),
        ]  # fmt: skip
        # Each in a process of its own: what Sphinx loads for one must not reach the other.
        status = subprocess.run(command, check=False).returncode
        result = result or status
    shutil.copytree(DOCS / "_root", OUTPUT, dirs_exist_ok=True)
    if address := os.environ.get("SITE_URL"):
        write_site_map_index(address.rstrip("/"))
    return result


def write_site_map_index(address: str) -> None:
    """Write the file that leads search engines to the site map of each language."""
    rows = "".join(
        f"<sitemap><loc>{address}/{folder}/sitemap.xml</loc></sitemap>\n" for folder in FOLDERS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}'
        "</sitemapindex>\n"
    )
    (OUTPUT / "sitemap.xml").write_text(text, encoding="utf-8")


def serve(arguments: list[str], port: int) -> None:
    """Serve the site on this machine only, and build again whenever a source changes."""
    # Not needed to build, so not needed by who only builds.
    from watchfiles import watch  # noqa: PLC0415

    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(OUTPUT))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"\nServing at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends)", flush=True)
        watched = [DOCS, ROOT / "examples", ROOT / "src"]
        for _ in watch(*watched, watch_filter=_is_source, raise_interrupt=False):
            build(arguments)
        server.shutdown()


def _is_source(_change: object, path: str) -> bool:
    relative = Path(path).relative_to(ROOT)
    generated = {"_build", "gallery", "__pycache__"}
    return not generated & set(relative.parts) and relative.suffix in {
        ".css", ".html", ".js", ".md", ".py", ".rst",
    }  # fmt: skip


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--serve", action="store_true", help="serve it and rebuild on changes")
    parser.add_argument("--port", type=int, default=8000, help="where to serve (default 8000)")
    options, arguments = parser.parse_known_args()
    status = build(arguments)
    if options.serve:
        serve(arguments, options.port)
        return 0
    page = OUTPUT / "index.html"
    if status:
        print("\nThe build failed; what is wrong stands above.", file=sys.stderr)
    else:
        print(f"\nThe site is ready. Open {page.as_uri()}")
    return status


if __name__ == "__main__":
    sys.exit(main())
