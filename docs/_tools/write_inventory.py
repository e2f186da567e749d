"""Write the names of the Python reference that the pages use into ``docs/python.inv``.

``python docs/_tools/write_inventory.py`` takes them from the published inventory; a path or
another address of an ``objects.inv`` stands in for it. To be run when a page uses a name for the
first or for the last time; ``tests/site/test_inventory.py`` tells when it was forgotten.
"""

from __future__ import annotations

import argparse
import sys
import urllib.request
from pathlib import Path

from inventory import Inventory, InventoryError, find_uses, missing

DOCS = Path(__file__).resolve().parents[1]
RESULT = "python.inv"
PUBLISHED = "https://docs.python.org/3/objects.inv"


def load(source: str) -> Inventory:
    """Load an inventory.

    Args:
        source: Its path or its address, which begins with ``https://``.

    Raises:
        OSError: It can't be read.
        InventoryError: It is no inventory.

    """
    if not source.startswith("https://"):
        return Inventory.loads(Path(source).read_bytes())
    # No other scheme comes here.
    with urllib.request.urlopen(source, timeout=60) as answer:  # noqa: S310
        return Inventory.loads(answer.read())


def main() -> int:
    """Run the command line.

    Returns:
        0, or 1 if a name is nowhere to be found, or the inventory can't be had. Nothing is
        written then.

    """
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "source", nargs="?", default=PUBLISHED, help=f"path or address (default {PUBLISHED})"
    )
    parser.add_argument("--docs", type=Path, default=DOCS, help="the folder of the pages")
    options = parser.parse_args()
    source, docs = options.source, options.docs.absolute()
    try:
        inventory = load(source)
    except (OSError, InventoryError) as error:
        print(f"{source}: {error}", file=sys.stderr)
        return 1
    uses = find_uses(docs)
    if problems := missing(inventory, uses):
        print(*problems, f"Looked for in {source}.", sep="\n", file=sys.stderr)
        return 1
    part = inventory.part(uses)
    (docs / RESULT).write_bytes(part.dumps())
    print(f"{RESULT}: {len(part.objects)} names for {len(uses)} references")
    return 0


if __name__ == "__main__":
    sys.exit(main())
