"""The window: screens, widgets and what they need of Qt. Importing it makes PySide6 safe to use."""

import ctypes
import sys

_ENOUGH_REFERENCES = 1 << 40


def _keep_constants_alive() -> None:
    """Gives None and its like so many references that they can lose one with every call into Qt.

    WORKAROUND https://peps.python.org/pep-0683/: PySide6 6.12 is built as if these objects were immortal, which they
    are from Python 3.12 on. On 3.11 every call that returns nothing takes one reference away, and a window that is
    painted for a minute ends with "none_dealloc". Measured: 12 references for one painting of a button.
    """
    for constant in (None, True, False, NotImplemented):
        references = ctypes.c_ssize_t.from_address(id(constant))
        if references.value < _ENOUGH_REFERENCES:
            references.value += _ENOUGH_REFERENCES


if sys.version_info < (3, 12):
    _keep_constants_alive()
