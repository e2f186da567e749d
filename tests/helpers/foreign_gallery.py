"""What is in the gallery of the project ``foreign``."""

STAGED = (
    "bytes", "expected_failure", "fork", "forkserver", "late", "pools", "spawn", "traceback",
    "values", "values_off",
)  # fmt: skip
"""Its scripts that run on the stage, without the beginning of their names."""
