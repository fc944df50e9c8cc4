"""A window's surroundings for every test of the desktop: fonts, light theme, German texts, the focus ring.

The fixtures are taken up by `conftest.py`.
"""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from consultant_app.desktop.focus_ring import FocusRing
from consultant_app.desktop.theme import Scheme, Theme
from consultant_app.desktop.translations import load_translations

_ROOT = Path(__file__).resolve().parent.parent.parent


def _release_translations() -> None:
    spec = importlib.util.spec_from_file_location("translations", _ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.release()


@pytest.fixture(scope="session")
def dressed_app(qapp: QApplication) -> tuple[Theme, FocusRing]:
    """The application with the design on it, once per process as in the product."""
    _release_translations()
    assert load_translations(qapp, "de") > 0
    return Theme(qapp, scheme=Scheme.LIGHT), FocusRing(qapp)


@pytest.fixture(autouse=True)
def theme(qapp: QApplication, dressed_app: tuple[Theme, FocusRing]) -> Iterator[Theme]:
    """Light and 100 % again after each test, also when a test started the whole program, which has a theme itself."""
    theme = dressed_app[0]
    yield theme
    others = [one for one in qapp.findChildren(Theme) if one is not theme]
    for other in others:
        shiboken6.delete(other)
    if others or theme.scheme != Scheme.LIGHT:
        theme.set_scheme(Scheme.LIGHT)
    if others or theme.scale != 100:
        theme.set_scale(100)


@pytest.fixture
def focus_ring(dressed_app: tuple[Theme, FocusRing]) -> FocusRing:
    return dressed_app[1]
