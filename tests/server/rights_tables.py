"""Who may do what where, written from the rules of the consortium and not from the code.

Records of EN, one line per space; a sign per role in the order of ROLES, for people of EN, DO and MH. The case of
`shared` is one that EN shares with DO; `person` is the own space of a consultant of EN.
"""

from collections.abc import Mapping

ROLES = ("consultant", "partner_lead", "office", "consortium_lead", "dpo", "auditor", "admin")
PARTNERS = ("EN", "DO", "MH")
ACTORS = [(partner, role) for partner in PARTNERS for role in ROLES]

READING = """
    company in consortium            +++++++  +++++++  +++++++
    note in consortium               +++++++  +++++++  +++++++
    visit in organisation            ++-----  -------  -------
    note in organisation             ++-----  -------  -------
    case in organisation             ++-----  -------  -------
    contact in office                +++----  -------  -------
    note in person                   -------  -------  -------
    case in shared                   ++-----  ++-----  -------
    """
WRITING = """
    company in consortium            +++----  +++----  +++----
    note in consortium               +++----  +++----  +++----
    visit in organisation            ++-----  -------  -------
    note in organisation             ++-----  -------  -------
    case in organisation             ++-----  -------  -------
    contact in office                +++----  -------  -------
    note in person                   -------  -------  -------
    case in shared                   ++-----  ++-----  -------
    """
# Into the actor's own person space: nobody takes out of sight what a colleague wrote.
TAKING_OUT_OF_SIGHT = """
    company in consortium            -------  -------  -------
    note in consortium               -------  -------  -------
    visit in organisation            -------  -------  -------
    note in organisation             -------  -------  -------
    contact in office                -------  -------  -------
    note in person                   -------  -------  -------
    case in shared                   -------  -------  -------
    """
# Into the consortium's space: notes may be shown to everyone by those who may write where they are.
SHOWING_EVERYONE = """
    company in consortium            -------  -------  -------
    note in consortium               -------  -------  -------
    visit in organisation            -------  -------  -------
    note in organisation             ++-----  -------  -------
    contact in office                -------  -------  -------
    note in person                   -------  -------  -------
    case in shared                   -------  -------  -------
    """
# To MH, a contact from office to office: the lead of the organisation that has it, nobody else.
HANDING_OVER = """
    company in consortium            -------  -------  -------
    note in consortium               -------  -------  -------
    visit in organisation            -+-----  -------  -------
    note in organisation             -------  -------  -------
    contact in office                -+-----  -------  -------
    note in person                   -------  -------  -------
    case in shared                   -+-----  -------  -------
    """
# Into the actor's own organisation: nobody helps himself.
TAKING_OVER = """
    company in consortium            -------  -------  -------
    note in consortium               -------  -------  -------
    visit in organisation            -------  -------  -------
    note in organisation             -------  -------  -------
    contact in office                -------  -------  -------
    note in person                   -------  -------  -------
    case in shared                   -+-----  -------  -------
    """
# The records were handed over to DO, and by DO to MH; notes were shown to everyone, and taken back into the own space
# of whoever wrote them.
READING_WHAT_LEFT = """
    visit in organisation            -------  -------  ++-----
    note in organisation             -------  -------  -------
    contact in office                -------  -------  +++----
    case in shared                   -------  -------  ++-----
    """
# With DO, in a space that the wish itself opens.
SHARING = """
    case in organisation             -+-----  -------  -------
    """
NOBODY = """
    company in consortium            -------  -------  -------
    note in consortium               -------  -------  -------
    visit in organisation            -------  -------  -------
    note in organisation             -------  -------  -------
    contact in office                -------  -------  -------
    note in person                   -------  -------  -------
    case in shared                   -------  -------  -------
    """

Grid = Mapping[tuple[str, str], str]


def grid_of(table: str) -> dict[tuple[str, str], str]:
    """(place, actor) -> sign."""
    grid = {}
    for line in table.strip().splitlines():
        place, signs = line.strip()[:33].strip(), line.strip()[33:].split()
        for partner, row in zip(PARTNERS, signs, strict=True):
            assert len(row) == len(ROLES), line
            grid.update({(place, f"{partner} {role}"): sign for role, sign in zip(ROLES, row, strict=True)})
    return grid
