"""All that is executed inside the reader's script, and nothing else.

These files are not imported there: the recorder hands their text to ``python -c``.
"""
