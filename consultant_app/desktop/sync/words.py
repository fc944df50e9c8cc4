"""Why the server did not take something, in a sentence for the person who wrote it."""

from PySide6.QtCore import QCoreApplication

from consultant_app.changes.wire import Refusal


def refusal_words(reason: str) -> str:
    """A reason this version does not know gets the plain sentence for trouble."""
    known = {
        Refusal.NOT_A_MEMBER: QCoreApplication.translate(
            "Refusal", "You may no longer write there. What you wrote is kept on this device."
        ),
        Refusal.WRONG_SPACE: QCoreApplication.translate(
            "Refusal", "The record stands elsewhere by now. What you wrote is kept on this device."
        ),
        Refusal.UNKNOWN_ORIGIN: QCoreApplication.translate(
            "Refusal", "The partner server does not know this device's signature yet. What you wrote is kept."
        ),
        Refusal.UNREADABLE: QCoreApplication.translate(
            "Refusal", "The partner server could not read this. What you wrote is kept on this device."
        ),
        Refusal.TOO_LARGE: QCoreApplication.translate(
            "Refusal", "This is larger than the partner server takes. What you wrote is kept on this device."
        ),
    }
    trouble = QCoreApplication.translate(
        "Refusal", "The partner server stumbled over this. What you wrote is kept and can be sent again."
    )
    return known.get(Refusal(reason), trouble) if reason in set(Refusal) else trouble
