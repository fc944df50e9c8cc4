"""Finding companies that two consultants entered independently. Never merged silently: both are shown until somebody
joins them.
"""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from consultant_app.domain.company import Company
from consultant_app.domain.text import collapsed

_LEGAL_FORMS: Final = re.compile(
    r"\b(gmbh\s*(&|und|\+)\s*co\.?\s*(kgaa|kg|ohg)|haftungsbeschrankt|ggmbh|gmbh|mbh|ug|ag|se|kgaa|kg|ohg|gbr|eg"
    r"|partg(mbb)?|e\.?\s?k(fr|fm)?\.?|e\.?\s?v\.?|e\.?\s?g\.?|stiftung)(?=\W|$)"
)


def plain_name(name: str) -> str:
    """Without legal form, case, umlauts, blanks and signs: what two spellings of one company have in common."""
    folded = collapsed(name)
    without = re.sub(r"\W+", "", _LEGAL_FORMS.sub(" ", folded))
    return without or re.sub(r"\W+", "", folded)


def web_domain(address: str) -> str:
    """`https://www.muster.de/ueber-uns` and `muster.de` are both `muster.de`; empty for no address."""
    plain = address.strip().casefold()
    if not plain:
        return ""
    try:
        host = urlsplit(plain if "//" in plain else f"//{plain}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _marks(company: Company) -> set[tuple[str, ...]]:
    marks: set[tuple[str, ...]] = set()
    register = re.sub(r"\W+", "", collapsed(company.register_number))
    if register:
        marks.add(("register", register))
    plz = company.address.plz.strip() if company.address else ""
    if plz and plain_name(company.name):
        marks.add(("name", plain_name(company.name), plz))
    if domain := web_domain(company.website):
        marks.add(("web", domain))
    return marks


def find_duplicates(company: Company, others: Iterable[Company]) -> list[Company]:
    """Those with the same register number, or name and postal code, or web domain; not those already joined."""
    marks = _marks(company)
    return [
        other
        for other in others
        if company.id not in {other.id, other.merged_into} and company.merged_into != other.id and marks & _marks(other)
    ]


def faces(joins: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of each record that was joined, into another or another into it: the one that stands for its group.

    That is the end of the chain; where there is none, as in a circle, or more than one, the smallest id.
    """
    group: dict[str, str] = {}
    joined = set()

    def find(record: str) -> str:
        while group.setdefault(record, record) != record:
            record = group[record]
        return record

    for record, into in joins:
        if record != into:
            group[find(record)] = find(into)
            joined.add(record)
    members: dict[str, list[str]] = {}
    for record in group:
        members.setdefault(find(record), []).append(record)
    ends = {one: [record for record in inside if record not in joined] for one, inside in members.items()}
    return {record: min(ends[one] or inside) for one, inside in members.items() for record in inside}
