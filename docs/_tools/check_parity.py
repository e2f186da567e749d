"""Find out whether the two languages are in step; ``--help`` tells more."""

from __future__ import annotations

import sys

from parity.command import main

if __name__ == "__main__":
    sys.exit(main())
