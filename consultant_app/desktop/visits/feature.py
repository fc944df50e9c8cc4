"""Adds the visits to the window: the place with its list, and the page on which a visit is recorded."""

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import FrameKind, Page, Place
from consultant_app.desktop.visits.visit_bar import VisitBar
from consultant_app.desktop.visits.visit_page import VisitPage
from consultant_app.desktop.visits.visits_page import VisitsPage

VISIT_PAGE = "visit"


def add_visits(window: MainWindow, desk: Desk) -> None:
    """Serves the ways to a visit: open, begin, plan."""
    title = QCoreApplication.translate("Visits", "Visits")
    window.add_place(Place("visits", title, "writing"))
    overview = VisitsPage(desk)
    bar = VisitBar(desk)
    page = VisitPage(desk, bar)
    window.add_page(Page("visits", title, overview, place="visits"))
    visit = Page(VISIT_PAGE, "", page, place="visits", frame=FrameKind.TABLE, top_bar=bar)
    window.add_page(visit)
    page.title_changed.connect(visit.set_title)

    def open_visit(record: str) -> None:
        page.open(record)
        window.show_page(VISIT_PAGE)

    def begin(record: str) -> None:
        open_visit(record)
        page.begin()

    def plan(company: str) -> None:
        window.show_page("visits")
        overview.plan(company)

    def on_page_shown(key: str) -> None:
        overview.set_shown(key == "visits")
        page.set_shown(key == VISIT_PAGE)

    desk.ways.visit.connect(open_visit)
    desk.ways.begin_visit.connect(begin)
    desk.ways.new_visit.connect(plan)
    overview.open_wanted.connect(desk.ways.visit)
    overview.begin_wanted.connect(desk.ways.begin_visit)
    window.page_shown.connect(on_page_shown)
    window.breakpoint_changed.connect(page.set_breakpoint)
