"""Drawing a run: console, figure with replay, table, stand-alone page and trace export.

Everything here is made from a `concurdocs.recording.run.Run` and from nothing else, with
the standard library alone; nothing knows of Sphinx.
"""
