"""``python -m concurdocs`` is the command ``concurdocs``."""

from concurdocs.cli import main

main()
