"""The list of print jobs as a page of the window, opened by `ways.print_jobs`."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.main_window import MainWindow
from consultant_app.desktop.pages import Page

if TYPE_CHECKING:
    from consultant_app.desktop.printing.jobs_page import JobsPage

KEY = "print-jobs"


def add_printing(window: MainWindow, desk: Desk) -> None:
    def build() -> "JobsPage":
        from consultant_app.desktop.printing.jobs_page import JobsPage  # kept out of the program's start

        made = JobsPage(desk)
        made.left.connect(window.go_back)
        return made

    title = QCoreApplication.translate("JobsPage", "Print jobs")
    window.add_page(Page(KEY, title, build, place="today", parent=window))
    desk.ways.print_jobs.connect(lambda: window.show_page(KEY))
