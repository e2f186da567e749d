"""The parity gate: whether the two languages of a site are in step.

``tox -e parity`` compares the pages of ``docs/en`` with those of ``docs/zh``,
and the texts of the examples with their translations. A ledger holds in which versions the
two sides of each pair last agreed, so that an edit of one side asks for one of the other.
The build calls `parity.gate.check`.

It reads the sources alone: neither Sphinx nor the examples run. This module imports nothing,
so that `parity.script_texts` can be had without a parser of Markdown.
"""
