"""The version of the program, as certificates of origins and the about box name it."""

from importlib.metadata import version

VERSION = version("consultant-app")
