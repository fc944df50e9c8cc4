"""What is said of a file: how large, from when, where it is, and why files were not carried."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from consultant_app.actions.attachments import AttachmentRow
from consultant_app.desktop.day_words import short_date
from consultant_app.desktop.desk import Desk
from consultant_app.desktop.error_text import error_text
from consultant_app.desktop.record_dots import dots_of
from consultant_app.desktop.widgets.messages import MessageBar, MessageKind
from consultant_app.desktop.widgets.painting import DotState

PDF = "application/pdf"


def can_be_shown(row: AttachmentRow) -> bool:
    """Whether the window itself can show it; anything else is opened from a copy elsewhere."""
    return row.is_here and (row.is_picture or row.media_type == PDF)


def names_of(rows: Sequence[AttachmentRow]) -> list[str]:
    """The files' names; a second one of the same name says that it is the second."""
    seen: Counter[str] = Counter()
    names = []
    for row in rows:
        seen[row.file_name] += 1
        count = seen[row.file_name]
        names.append(row.file_name if count == 1 else f"{row.file_name} ({count})")
    return names


def facts_of(row: AttachmentRow) -> str:
    """`Halle 2.jpg · 1,2 MB · aufgenommen am 19.05.2026`"""
    size = QLocale().formattedDataSize(row.size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
    facts = [row.file_name, size]
    if row.taken_on is not None:
        taken = QCoreApplication.translate("FileWords", "taken on {day}")
        facts.append(taken.format(day=short_date(row.taken_on)))
    return " · ".join(facts)


def dots_of_file(row: AttachmentRow) -> DotState:
    state = dots_of(row.state)
    return DotState.REMOTE_ONLY if not row.is_here and state is DotState.BOTH else state


def whereabouts_words(row: AttachmentRow, desk: Desk) -> str:
    """Where the bytes are as long as they are not here; "" when they are."""
    if row.is_here:
        return ""
    if row.id in desk.files.missing or not desk.workspace.identity.joined:
        where = ", ".join(word for word in (row.author.user_name, row.author.device_name) if word)
        words = QCoreApplication.translate("FileWords", "Still at {where}; comes once that device has synced.")
        return words.format(where=where)
    return QCoreApplication.translate("FileWords", "Comes with the next sync.")


def carry_message(desk: Desk) -> MessageBar | None:
    """Why photos and files did not all get through; None where nothing is amiss."""
    problem = desk.files.problem
    if problem is None:
        return None
    strong = QCoreApplication.translate("FileWords", "Not all photos and files were carried.")
    return MessageBar(strong, error_text(problem, desk.language), kind=MessageKind.SIGNAL)
