"""The version of the program, as certificates of origins and the about box name it."""

from functools import cache


@cache
def program_version() -> str:
    from importlib.metadata import version  # takes longer than a start has time for

    return version("consultant-app")
