"""The system's own dialogs for choosing files and folders, in one place, so that a test can answer in their stead."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialogs:
    """Each returns None, or none, when a person chose nothing."""

    def file_to_write(self, parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
        return Path(name) if name else None

    def file_to_read(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
        return Path(name) if name else None

    def files_to_read(self, parent: QWidget, title: str, folder: Path) -> tuple[Path, ...]:
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder))
        return tuple(Path(name) for name in names)

    def folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(name) if name else None
