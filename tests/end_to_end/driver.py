"""A person at the window: finds what is on the screen by its accessible name, presses keys, clicks, looks, waits.

The script runs beside the interface's thread. It hands in single events, which the windows get as from a keyboard and a
mouse, and looks through Qt's accessibility; nothing of ours is called. That also works while a dialogue is open.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

import consultant_app.desktop  # noqa: F401 - makes PySide6 safe to use on this Python
from tests.support.waiting import PATIENCE_S

T = TypeVar("T")
Role = QAccessible.Role
_NOT_FOR_CLICKS = frozenset({Role.StaticText, Role.Border, Role.Client, Role.LayeredPane, Role.Pane, Role.Window})
_LOOK_S = 0.01
_GLANCE_S = 0.2
_PICTURE_S = 2.0
_PICTURE_LOOK_S = 0.15
_NOTCH = 120


class NotOnScreenError(Exception):
    """What the script waited for did not come."""


@dataclass(frozen=True)
class Seen:
    """One thing in a window, as a screen reader tells it; `area` on the screen, `room` what its pane shows of it."""

    name: str
    role: Role
    description: str
    value: str
    area: QRect
    room: QRect
    is_enabled: bool
    is_checked: bool

    @property
    def is_in_view(self) -> bool:
        return self.room.contains(self.area.center())


class _Hands(QObject):
    """Lives on the interface's thread and does there what the script asks for, one thing after the other."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _do(self, act: Callable[[], None]) -> None:
        act()


class Driver:
    """`find` and `wait_for` look, `click`, `press` and `type` act. `folder` gets the pictures."""

    def __init__(self, folder: Path) -> None:
        self._hands = _Hands()
        self._folder = folder
        self._missed: NotOnScreenError | None = None
        self.program_ended = threading.Event()

    # On the interface's thread.

    def _ask(self, look: Callable[[], T]) -> T:
        answers: queue.Queue[tuple[bool, Any]] = queue.Queue()

        def act() -> None:
            try:
                answers.put((True, look()))
            except Exception as error:  # noqa: BLE001 - raised again where the script stands
                answers.put((False, error))

        self._hands.asked.emit(act)
        done, answer = self._answer(answers)
        if not done:
            raise answer
        return answer  # type: ignore[no-any-return]

    def _answer(self, answers: "queue.Queue[tuple[bool, Any]]") -> tuple[bool, Any]:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and not self.program_ended.is_set():
            try:
                return answers.get(timeout=_GLANCE_S)
            except queue.Empty:
                continue
        raise NotOnScreenError("eine Antwort des Programms; es hat geendet oder steht still")

    def _tell(self, act: Callable[[], object]) -> None:
        """Without waiting for its end."""
        self._hands.asked.emit(lambda: self._do(act))

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except NotOnScreenError as error:
            self._missed = error

    # Looking.

    def everything(self) -> list[Seen]:
        """All that is on the screen, in the order of reading."""

        return self._ask(_on_screen)

    def find(self, name: str, role: Role | None = None) -> Seen | None:
        """The first thing of this name that can be seen, else one that has to be scrolled to."""
        return self._pick(lambda seen: seen.name == name, role)

    def find_like(self, beginning: str, role: Role | None = None) -> Seen | None:
        return self._pick(lambda seen: seen.name.startswith(beginning), role)

    def find_with(self, words: str, role: Role | None = None) -> Seen | None:
        return self._pick(lambda seen: words in f"{seen.name} {seen.description} {seen.value}", role)

    def _pick(self, is_meant: Callable[[Seen], bool], role: Role | None) -> Seen | None:
        return _first(self.everything(), is_meant, role)

    def wait_for(self, what: str, look: Callable[[], T | None]) -> T:
        """The first answer of `look`; NotOnScreenError names `what` when it does not come."""
        until = time.monotonic() + PATIENCE_S
        while True:
            answer = look()
            if answer:
                return answer
            if self._missed is not None:
                raise self._missed
            if time.monotonic() > until:
                raise NotOnScreenError(what)
            time.sleep(_LOOK_S)

    def see(self, name: str, role: Role | None = None) -> Seen:
        return self.wait_for(f"„{name}“", lambda: self.find(name, role))

    def see_like(self, beginning: str, role: Role | None = None) -> Seen:
        return self.wait_for(f"„{beginning} …“", lambda: self.find_like(beginning, role))

    def see_words(self, words: str) -> Seen:
        return self.wait_for(f"„… {words} …“", lambda: self.find_with(words))

    def see_usable(self, name: str) -> Seen:
        return self.wait_for(
            f"„{name}“, benutzbar", lambda: self._pick(lambda seen: seen.name == name and seen.is_enabled, None)
        )

    def wait_gone(self, name: str) -> None:
        self.wait_for(f"dass „{name}“ verschwindet", lambda: self.find(name) is None)

    def picture(self, name: str) -> None:
        """Of the front window once it stands still: what was just shown is laid out a moment later."""
        until, before = time.monotonic() + _PICTURE_S, QImage()
        while True:
            now = self._ask(lambda: _active().grab().toImage())
            if now == before or time.monotonic() > until:
                break
            before = now
            time.sleep(_PICTURE_LOOK_S)
        path = self._folder / f"{name}.png"
        if not now.save(str(path)):
            raise NotOnScreenError(f"Bild {path}")

    # Acting.

    def click(self, name: str, role: Role | None = None) -> None:
        """Clicks what has this name, as soon as it can be used; scrolls to it with the wheel."""
        self._click(f"„{name}“", lambda seen: seen.name == name and _takes_clicks(seen), role)

    def click_like(self, beginning: str, role: Role | None = None) -> None:
        def is_meant(seen: Seen) -> bool:
            return seen.name.startswith(beginning) and _takes_clicks(seen)

        self._click(f"„{beginning} …“", is_meant, role)

    def _click(self, what: str, is_meant: Callable[[Seen], bool], role: Role | None) -> None:
        before: list[QRect] = [QRect()]

        def usable() -> Seen | None:
            seen = self._pick(is_meant, role)
            if seen is None or not seen.is_enabled:
                return None
            if not seen.is_in_view:
                self._ask(lambda: _scroll_to(seen))
                return None
            # A page that is still being laid out would move away from under the pointer.
            before[0], last = seen.area, before[0]
            return seen if last == seen.area else None

        self.wait_for(f"{what}, benutzbar", lambda: usable() is not None and self._click_now(is_meant, role))

    def _click_now(self, is_meant: Callable[[Seen], bool], role: Role | None) -> bool:
        """Where the thing stands at this moment, whatever moved since it was seen; False when it is out of reach."""
        answers: queue.Queue[tuple[bool, Any]] = queue.Queue()

        def act() -> None:
            seen = _first(_on_screen(), is_meant, role)
            if seen is None or not seen.is_enabled or not seen.is_in_view:
                answers.put((True, False))
                return
            # Answered first: a click may open a dialogue, and the call then lasts as long as the dialogue does.
            answers.put((True, True))
            self._do(lambda: _press_and_release(seen.area.center()))

        self._hands.asked.emit(act)
        return bool(self._answer(answers)[1])

    def type(self, text: str) -> None:
        """Key by key into what has the focus. Letters beyond ASCII need events that carry their text."""
        for letter in text:
            self._tell(lambda letter=letter: _strike(letter))  # type: ignore[misc]

    def press(self, keys: str) -> None:
        """One key or combination, written as in `QKeySequence`: "Ctrl+M", "Return". Waits until it was taken."""
        combination = QKeySequence(keys)[0]
        self._ask(lambda: QTest.keyClick(_focus_window(), combination.key(), combination.keyboardModifiers()))

    def write(self, name: str, text: str, *, instead_of: str = "") -> None:
        """Clicks into an editor and types, over what stood there."""
        if instead_of:
            self.wait_for(f"„{instead_of}“ in „{name}“", lambda: self.holds(name, instead_of))
        self.click(name)
        self.wait_for(f"Schreibmarke in „{name}“", lambda: self.focus() == name)
        if instead_of:
            self.press("Ctrl+A")
        self.type(text)
        self.wait_for(f"„{text}“ in „{name}“", lambda: self.holds(name, text))

    def holds(self, name: str, text: str) -> bool:
        return any(seen.name == name and text in seen.value for seen in self.everything())

    def is_empty(self, name: str) -> bool:
        return any(seen.name == name and not seen.value for seen in self.everything())

    def choose_folder(self, folder: Path) -> None:
        """In Qt's own dialogue, whose line for the name has the focus."""
        self.wait_for("den Dialog für den Ordner", lambda: self._ask(QApplication.activeModalWidget) is not None)
        self.press("Ctrl+A")
        self.type(str(folder))
        self.press("Return")
        self.wait_for("dass der Dialog geht", lambda: self._ask(QApplication.activeModalWidget) is None)

    def focus(self) -> str:
        """The accessible name of what has the focus."""

        def look() -> str:
            focused = QApplication.focusWidget()
            return "" if focused is None else _name(_interface(focused))

        return self._ask(look)

    def close_window(self) -> None:
        self._tell(lambda: _active().close())


def _on_screen() -> list[Seen]:
    """On the interface's thread: all that is on the screen now, in the order of reading."""
    _give_keyboard()
    return [seen for window in _windows() for seen in _walk(window)]


def _first(seen: list[Seen], is_meant: Callable[[Seen], bool], role: Role | None) -> Seen | None:
    found = [one for one in seen if is_meant(one) and (role is None or one.role == role)]
    return next((one for one in found if one.is_in_view), found[0] if found else None)


def drive(script: Callable[[Driver], None], application: Callable[[], object], folder: Path) -> Exception | None:
    """Runs an application on this thread and a person at its window beside it; returns what stopped the person."""
    driver = Driver(folder)
    stopped: list[Exception] = []

    def person() -> None:
        try:
            driver.wait_for("das Fenster", lambda: driver._ask(lambda: bool(_windows())))
            script(driver)
        except Exception as error:  # noqa: BLE001 - told by the caller, after the window is gone
            stopped.append(error)
            try:
                _keep_looks(driver, folder)
            finally:
                driver._tell(QApplication.exit)

    thread = threading.Thread(target=person, daemon=True)
    thread.start()
    with suppress(SystemExit):
        application()
    driver.program_ended.set()
    thread.join(timeout=PATIENCE_S)
    return stopped[0] if stopped else None


def _keep_looks(driver: Driver, folder: Path) -> None:
    """What was on the screen when the person was stuck."""
    try:
        driver.picture("zz-angehalten")
        lines = [f"Fokus: {driver.focus()!r}"]
        lines += [_told(seen) for seen in driver.everything()]
        (folder / "zz-angehalten.txt").write_text("\n".join(lines), encoding="utf-8")
    except NotOnScreenError:
        pass


def _told(seen: Seen) -> str:
    place = f" {seen.area.getRect()} in {seen.room.getRect()}" + ("" if seen.is_in_view else ", außer Sicht")
    return f"{seen.role.name}: {seen.name!r} {seen.description!r} {seen.value!r}{place}"


def _windows() -> list[QWidget]:
    """Those that get events now: the open dialogue or menu before the window behind it."""
    for top in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if top is not None and top.isVisible():
            return [top]
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowHandle() is not None]
    return [one for one in shown if one.windowType() != Qt.WindowType.ToolTip]


def _active() -> QWidget:
    modal = QApplication.activeModalWidget()
    return modal if modal is not None else _windows()[0]


def _give_keyboard() -> None:
    """What a window manager does, which the screen of a test does not have: the front window gets the keys."""
    if QGuiApplication.focusWindow() is None and QApplication.activePopupWidget() is None:
        _active().activateWindow()


def _focus_window() -> QWindow:
    window = QGuiApplication.focusWindow()
    if window is None:
        raise NotOnScreenError("ein Fenster mit Tastatur")
    return window


def _window_at(spot: QPoint) -> QWindow:
    """Asked for anew each time: what was seen a moment ago may be gone with its window."""
    window = QGuiApplication.topLevelAt(spot)
    return window if window is not None else _focus_window()


def _press_and_release(spot: QPoint) -> None:
    """Not `QTest.mouseClick`: it lets other events in between, and typing with the button held down selects text."""
    window = _window_at(spot)
    at = window.mapFromGlobal(spot)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
        place, glob = QPointF(at), QPointF(spot)
        QApplication.sendEvent(window, QMouseEvent(kind, place, glob, left, held, Qt.KeyboardModifier.NoModifier))


def _strike(letter: str) -> None:
    if letter == "\n":
        QTest.keyClick(_focus_window(), Qt.Key.Key_Return)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(_focus_window(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def _interface(widget: QObject) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def _name(interface: QAccessibleInterface) -> str:
    return _text(interface, QAccessible.Text.Name)


def _text(interface: QAccessibleInterface, kind: QAccessible.Text) -> str:
    return interface.text(kind) or ""


def _walk(top: QWidget) -> Iterator[Seen]:
    waiting = [(_interface(top), QRect(top.mapToGlobal(QPoint(0, 0)), top.size()))]
    while waiting:
        interface, room = waiting.pop()
        if interface is None or not interface.isValid() or interface.state().invisible:
            continue
        yield _seen(interface, room)
        room = _room_within(interface, room)
        children = [interface.child(number) for number in range(interface.childCount())]
        waiting += [(child, room) for child in reversed(children) if child is not None]


def _room_within(interface: QAccessibleInterface, room: QRect) -> QRect:
    """What can be seen of things inside: no more than their scroll area shows."""
    widget = interface.object()
    if isinstance(widget, QAbstractScrollArea):
        viewport = widget.viewport()
        return room.intersected(QRect(viewport.mapToGlobal(QPoint(0, 0)), viewport.size()))
    return room


def _seen(interface: QAccessibleInterface, room: QRect) -> Seen:
    state = interface.state()
    return Seen(
        name=_name(interface),
        role=interface.role(),
        description=_text(interface, QAccessible.Text.Description),
        value=_value(interface),
        area=QRect(interface.rect()),
        room=room,
        is_enabled=not state.disabled,
        is_checked=bool(state.checked),
    )


def _value(interface: QAccessibleInterface) -> str:
    text = interface.textInterface()
    return text.text(0, text.characterCount()) if text is not None else _text(interface, QAccessible.Text.Value)


def _takes_clicks(seen: Seen) -> bool:
    return seen.role not in _NOT_FOR_CLICKS


def _scroll_to(seen: Seen) -> None:
    """One notch of the wheel, at the left edge of the pane, where no field takes it for itself."""
    notch = -_NOTCH if seen.area.center().y() > seen.room.center().y() else _NOTCH
    spot = QPoint(seen.room.left() + 6, seen.room.center().y())
    window = _window_at(spot)
    QTest.wheelEvent(window, window.mapFromGlobal(spot), QPoint(0, notch))
