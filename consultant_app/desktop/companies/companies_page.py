"""The place "Companies": the list on the left, one company or the form for a new one on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from consultant_app.desktop.companies.company_detail import TABS, CompanyDetail
from consultant_app.desktop.companies.joining_pane import JoiningPane
from consultant_app.desktop.companies.list_pane import CompanyListPane
from consultant_app.desktop.companies.new_company import NewCompanyPane
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.widgets.labels import Ground
from consultant_app.desktop.widgets.list_detail import ListDetail
from consultant_app.desktop.widgets.messages import EmptyState

LIST_WIDTH = 352


class CompaniesPage(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = ""
        self.pane, self.detail, self.form = CompanyListPane(desk), CompanyDetail(desk), NewCompanyPane(desk)
        self.joining = JoiningPane(desk)
        self._nothing = EmptyState(
            self.tr("No company chosen."), icon="building", action=self.tr("Record a company"), action_icon="plus"
        )
        self._stack = QStackedWidget()
        # Until the list was read nobody knows whether there is nothing.
        for one in (Ground("panel"), self._nothing, self.detail, self.form, self.joining):
            self._stack.addWidget(one)
        self.pane.setMinimumWidth(300)
        self.panes = ListDetail(self.pane, self._stack, name="companies", list_width=LIST_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self._connect()

    def _connect(self) -> None:
        self.pane.company_chosen.connect(self._on_chosen)
        self.pane.company_opened.connect(self._on_opened)
        self.pane.new_asked.connect(self.begin_new)
        self.pane.loaded.connect(self._on_loaded)
        self._nothing.action_triggered.connect(self.begin_new)
        self.detail.company_gone.connect(self._on_gone)
        self.detail.joining_asked.connect(self._begin_joining)
        self.joining.joined.connect(self._on_joined)
        self.joining.dropped.connect(self._show_chosen)
        self.form.made.connect(self.show_company)
        self.form.opened.connect(self.show_company)
        self.form.dropped.connect(self._show_chosen)
        self._desk.ways.client_view.connect(lambda on: self.panes.set_list_allowed(not on))
        self.pane.list.clicked.connect(lambda _index: self.panes.open_detail())
        self.panes.list_shown.connect(self.pane.list.setFocus)
        self._key("Ctrl+F", self._focus_search)
        self._key("Ctrl+N", self.begin_new)
        for number, tab in enumerate(TABS, start=1):
            self._key(f"Ctrl+{number}", partial(self.detail.tabs.set_current_key, tab))

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def show_company(self, company: str) -> None:
        """Shows a company, also one that the list does not know yet."""
        if not company:
            return
        self._wanted = company
        self.pane.choose(company)
        self._show_detail(company)
        self.panes.open_detail()

    def set_breakpoint(self, name: str) -> None:
        self.detail.set_compact(name not in ("", "wide"))
        self.panes.set_narrow(name == "narrow")

    def begin_new(self) -> None:
        self._stack.setCurrentWidget(self.form)
        self.panes.open_detail()
        self.form.begin()

    def _begin_joining(self, company: str) -> None:
        self._stack.setCurrentWidget(self.joining)
        self.panes.open_detail()
        self.joining.begin(company)

    def _on_joined(self, company: str) -> None:
        self.show_company(company)
        self.detail.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pane.reload_if_stale()
        self.detail.reload_if_stale()
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        """Whoever comes here works here, and not in the navigation any more."""
        focused: QWidget | None = self.window().focusWidget()
        if self.isVisible() and not (focused is not None and self._stack.isAncestorOf(focused)):
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Esc is one step back: from the form or the company to the list; from there the window goes back.
        if event.key() == Qt.Key.Key_Escape and not self.pane.list.hasFocus():
            if self._stack.currentWidget() in (self.form, self.joining):
                self._show_chosen()
            elif self.detail.is_editing:
                self.detail.end_editing()
            self.panes.open_list()
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)
            event.accept()
            return
        super().keyPressEvent(event)

    def _focus_search(self) -> None:
        self.panes.open_list()
        self.pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.search.selectAll()

    def _on_chosen(self, company: str) -> None:
        """A company that the filters hide stays on the right until another one is chosen."""
        if company:
            self._wanted = company
            self._show_detail(company)

    def _on_opened(self, company: str) -> None:
        self._show_detail(company)
        self.panes.open_detail()
        self.detail.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_loaded(self) -> None:
        if self._wanted and self.pane.current_id != self._wanted:
            self.pane.choose(self._wanted)
        if not self._wanted and self.pane.first_id():
            self.pane.choose(self.pane.first_id())
        elif not self._wanted and self._stack.currentWidget() is not self.form:
            self._stack.setCurrentWidget(self._nothing)

    def _on_gone(self, company: str) -> None:
        if self._wanted == company:
            self._wanted = ""
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self.detail.company:
            self._stack.setCurrentWidget(self.detail)
        else:
            self._stack.setCurrentWidget(self._nothing)

    def _show_detail(self, company: str) -> None:
        self._stack.setCurrentWidget(self.detail)
        self.detail.show_company(company)
        self.detail.reload_if_stale()
