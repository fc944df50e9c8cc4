"""What stands at the right of the plan: matrix and measure, or one of the forms; in a narrow window a drawer."""

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QWidget

from consultant_app.desktop.desk import Desk
from consultant_app.desktop.fonts import half_scaled
from consultant_app.desktop.measures.measure_form import MeasureForm
from consultant_app.desktop.measures.measure_work import MeasureWork
from consultant_app.desktop.measures.plan_form import PlanForm
from consultant_app.desktop.measures.side_pane import SidePane
from consultant_app.desktop.widgets.drawer import Drawer

_SIDE_WIDTH = {"wide": 314, "compact": 284, "narrow": 284}
_FORM_WIDTH = 460


class RightPane(QStackedWidget):
    """From 1400 px on always there; below, `button` opens the matrix, and a form comes when it is asked for."""

    def __init__(self, work: MeasureWork, desk: Desk, button: QAbstractButton, *, page: QWidget, row: QHBoxLayout):
        super().__init__()
        self.side = SidePane(desk.language)
        self.form = MeasureForm(work)
        self.plan_form = PlanForm(desk)
        for pane in (self.side, self.form, self.plan_form):
            self.addWidget(pane)
        self._breakpoint = "wide"
        self._button = button
        row.addWidget(self)
        self._drawer = Drawer(self, button, page=page, row=row)
        button.toggled.connect(self._on_toggled)

    def show_side(self) -> None:
        """Without a form; in a narrow window the table alone."""
        self.setCurrentWidget(self.side)
        self._arrange()

    def show_form(self) -> None:
        self.setCurrentWidget(self.form)
        self._arrange()
        self.form.take_focus()

    def show_plan_form(self) -> None:
        self.setCurrentWidget(self.plan_form)
        self._arrange()
        self.plan_form.take_focus()

    def set_breakpoint(self, name: str) -> None:
        shown = self.currentIndex()
        self._breakpoint = name
        self._drawer.set_narrow(name == "narrow")
        # A form stays open at every width: somebody is writing in it.
        self.setCurrentIndex(shown)
        self._arrange()

    def _on_toggled(self, on: bool) -> None:
        if self._breakpoint != "narrow":
            self._arrange()
        elif not on:
            # The button is the matrix's: it does not bring a form back that was shut with it.
            self.setCurrentWidget(self.side)
            self._fit()

    def _arrange(self) -> None:
        self._fit()
        is_form = self.currentWidget() is not self.side
        if self._breakpoint != "narrow":
            self.setVisible(is_form or self._breakpoint == "wide" or self._button.isChecked())
        elif is_form:
            self._drawer.open()
        else:
            self._drawer.close()

    def _fit(self) -> None:
        is_form = self.currentWidget() is not self.side
        self.setFixedWidth(half_scaled(_FORM_WIDTH if is_form else _SIDE_WIDTH[self._breakpoint]))
