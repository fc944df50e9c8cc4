"""Adds the visits to the window: the place with its list, and the page on which a visit is recorded.

Both pages are built when they are first shown: the program's start needs neither.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QSettings

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind, Page, Place
from consultant_app.desktop.preview.paper_languages import PaperLanguages
from consultant_app.desktop.visits.visit_bar import VisitBar

if TYPE_CHECKING:
    from consultant_app.desktop.visits.papers import Papers
    from consultant_app.desktop.visits.visit_page import VisitPage
    from consultant_app.desktop.visits.visits_page import VisitsPage

OVERVIEW_PAGE, VISIT_PAGE = "visits", "visit"
WRITING_SIZE = "writing/visit_px"
"""Remembered for this window on this device, like the places of its splitters."""


def add_visits(window: MainWindow, desk: Desk) -> None:
    """Serves the ways to a visit: open, begin, plan."""
    title = QCoreApplication.translate("Visits", "Visits")
    bar = VisitBar(desk)

    def build_overview() -> "VisitsPage":
        from consultant_app.desktop.visits.visits_page import VisitsPage

        made = VisitsPage(desk)
        made.open_wanted.connect(desk.ways.visit)
        made.begin_wanted.connect(desk.ways.begin_visit)
        window.breakpoint_changed.connect(made.set_breakpoint)
        made.set_breakpoint(window.breakpoint)
        return made

    def build_page() -> "VisitPage":
        from consultant_app.desktop.visits.visit_page import VisitPage

        made = VisitPage(desk, bar, PaperLanguages(window.settings, default=desk.language))
        made.title_changed.connect(visit.set_title)
        window.breakpoint_changed.connect(made.set_breakpoint)
        if window.breakpoint:
            made.set_breakpoint(window.breakpoint)
        _remember_writing_size(made.papers, window.settings)
        return made

    overview = Page(OVERVIEW_PAGE, title, build_overview, place="visits", parent=window)
    visit = Page(
        VISIT_PAGE, "", build_page, place="visits", frame=FrameKind.TABLE, top_bar=bar, parent=window
    )  # fmt: skip
    window.add_place(Place("visits", title, "writing"))
    window.add_page(overview)
    window.add_page(visit)

    def open_visit(record: str) -> None:
        cast("VisitPage", visit.widget()).open(record)
        window.show_page(VISIT_PAGE)

    def begin(record: str) -> None:
        open_visit(record)
        cast("VisitPage", visit.widget()).begin()

    def plan(company: str) -> None:
        window.show_page(OVERVIEW_PAGE)
        cast("VisitsPage", overview.widget()).plan(company)

    def on_page_shown(key: str) -> None:
        for page in (overview, visit):
            if page.is_built:
                cast("VisitPage | VisitsPage", page.widget()).set_shown(key == page.key)

    desk.ways.visit.connect(open_visit)
    desk.ways.begin_visit.connect(begin)
    _serve_missing(desk, visit)
    desk.ways.new_visit.connect(plan)
    window.page_shown.connect(on_page_shown)


def _serve_missing(desk: Desk, page: Page) -> None:
    def go(visit: str, section: str, code: str) -> None:
        desk.ways.visit.emit(visit)
        cast("VisitPage", page.widget()).go_to_missing(section, code)

    desk.ways.visit_part.connect(go)


def _remember_writing_size(papers: "Papers", settings: QSettings) -> None:
    kept = str(settings.value(WRITING_SIZE, ""))
    papers.set_writing_size(int(kept) if kept.isdecimal() else 0)
    papers.writing_size_chosen.connect(lambda px: settings.setValue(WRITING_SIZE, px))
