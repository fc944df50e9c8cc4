"""The filters above the list of companies: whose they are, how long ago a visit was, town, size, field of action."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consultant_app.actions.companies.listing import ListedCompany
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.widgets.choice_chip import ChoiceChip
from consultant_app.desktop.widgets.choices import FilterChip
from consultant_app.desktop.widgets.layouts import FlowLayout
from consultant_app.domain.catalogues import csr_fields
from consultant_app.domain.text import german_order

LONG_AGO_MONTHS = 6
_SIZES: Final = {"0": (0, 9), "10": (10, 49), "50": (50, 249), "250": (250, None)}
"""By headcount, as the EU's classes of small and medium-sized companies have it."""


def months_before(today: date, months: int) -> date:
    """The same day so many months ago; the last of the month where it is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(today.day, 28))


class CompanyFilters(QWidget):
    """`changed()` when a person narrows the list or widens it again."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._own = FilterChip(desk.workspace.identity.partner_name, removable=True)
        self._long_ago = FilterChip(self.tr("No visit for 6 months"), removable=True)
        self.town, self.headcount = ChoiceChip(self.tr("Town")), ChoiceChip(self.tr("Size"))
        self.field = ChoiceChip(self.tr("Field of action"))
        flow = FlowLayout(self)
        for chip in (self._own, self.town, self.headcount, self.field, self._long_ago):
            flow.addWidget(chip)
        for chip in (self._own, self._long_ago):
            chip.toggled.connect(lambda _: self.changed.emit())
        for choice in (self.town, self.headcount, self.field):
            choice.changed.connect(self.changed)
        self.headcount.set_options([(key, self._size_words(*bounds)) for key, bounds in _SIZES.items()])
        is_german = desk.language == "de"
        self.field.set_options([(code, one.de if is_german else one.en) for code, one in csr_fields().items()])

    def offer_towns(self, companies: Iterable[ListedCompany]) -> None:
        towns = sorted({company.city for company in companies if company.city}, key=german_order)
        self.town.set_options([(town, town) for town in towns])

    @property
    def narrow(self) -> bool:
        chosen = (self.town.value, self.headcount.value, self.field.value)
        return self._own.isChecked() or self._long_ago.isChecked() or any(chosen)

    def clear(self) -> None:
        for chip in (self._own, self._long_ago):
            chip.setChecked(False)
        for choice in (self.town, self.headcount, self.field):
            if choice.value:
                choice.choose("")

    def matches(self, company: ListedCompany) -> bool:
        limit = months_before(self._desk.now().date(), LONG_AGO_MONTHS)
        if self._own.isChecked() and company.lead_partner != self._desk.workspace.identity.partner:
            return False
        if self._long_ago.isChecked() and company.last_visit_on is not None and company.last_visit_on > limit:
            return False
        if self.town.value and company.city != self.town.value:
            return False
        if self.field.value and self.field.value not in company.fields:
            return False
        return not self.headcount.value or _is_within(company.headcount, *_SIZES[self.headcount.value])

    def _size_words(self, least: int, most: int | None) -> str:
        if most is None:
            return self.tr("{least} people and more").format(least=least)
        if not least:
            return self.tr("up to {most} people").format(most=most)
        return self.tr("{least} to {most} people").format(least=least, most=most)


def _is_within(headcount: int | None, least: int, most: int | None) -> bool:
    """A company whose size nobody noted is in none."""
    return headcount is not None and headcount >= least and (most is None or headcount <= most)
