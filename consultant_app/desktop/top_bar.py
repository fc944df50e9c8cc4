"""The bar of 64 px above a page in the table frame: name on the left, saved mark and actions on the right."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.desktop.fonts import scaled
from consultant_app.desktop.trust import SavedMark, TrustState
from consultant_app.desktop.widgets.buttons import Button
from consultant_app.desktop.widgets.labels import ElidedLabel, Ground, Hairline, Tag

_WIDEST_TITLE = 280


class TopBar(Ground):
    """`add_left` fills from the left, `add_action` from the right; the saved mark stands before the actions.

    With `back` the bar begins with a quiet button of that text (`back_button`) and shows the title in one line.
    """

    def __init__(
        self, title: str = "", subtitle: str = "", *, back: str = "", saved: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__("panel", parent, edges="bottom")
        self.setMinimumHeight(max(64, scaled(64)))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24 if not back else 16, 0, 16, 1)
        self._row.setSpacing(12)
        self.back_button = Button(back, "quiet", icon="chevron-left") if back else None
        self._title = ElidedLabel(title, "list_title_strong" if back else "section")
        self._subtitle = ElidedLabel(subtitle, "body" if back else "small", role="text2")
        if self.back_button is not None:
            self._row.addWidget(self.back_button)
            divider = Hairline(vertical=True)
            divider.setFixedHeight(24)
            self._row.addWidget(divider)
            self._row.addWidget(self._title)
            self._row.addWidget(self._subtitle)
        else:
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addStretch(1)
            words.addWidget(self._title)
            words.addWidget(self._subtitle)
            words.addStretch(1)
            self._row.addLayout(words)
        self._left = QHBoxLayout()
        self._left.setContentsMargins(12, 0, 0, 0)
        self._left.setSpacing(12)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(12)
        self.saved_mark = SavedMark()
        self._client_mark = Tag(self.tr("Client view"), kind="accent", icon="eye-off")
        self._client_mark.hide()
        self._row.addLayout(self._left)
        self._row.addStretch(1)
        self._row.addWidget(self._client_mark)
        self._row.addWidget(self.saved_mark)
        # Before it has a parent it would flash up as a window of its own.
        self.saved_mark.setVisible(saved)
        self._row.addSpacing(8)
        self._row.addLayout(self._actions)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.set_full_text(title)
        self._subtitle.set_full_text(subtitle)
        if self.back_button is not None and subtitle:
            # In one line the title stays whole and what follows it gives way.
            self._title.setMinimumWidth(min(self._title.sizeHint().width(), _WIDEST_TITLE))

    def add_left(self, widget: QWidget) -> None:
        self._left.addWidget(widget)

    def add_action(self, widget: QWidget) -> None:
        self._actions.addWidget(widget)

    def set_trust(self, state: TrustState) -> None:
        self.saved_mark.set_state(state)

    def set_client_view(self, on: bool) -> None:
        """Says that the screen is turned to a client; the saved mark stays, its dots go."""
        self._client_mark.setVisible(on)
        self.saved_mark.set_dots_visible(not on)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), max(64, scaled(64)))
