"""The documents' own words in both languages, read once from `resources/translations/documents.yaml`."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from consultant_app.documents.contents import Language
from consultant_app.resources import load_yaml

Labels = Mapping[str, str]


@cache
def labels(language: Language) -> Labels:
    """Every label by its key; a key that is missing is a bug and raises KeyError where it is used."""
    entries: dict[str, dict[Language, str]] = load_yaml("translations", "documents.yaml")
    return MappingProxyType({key: words[language] for key, words in entries.items()})
