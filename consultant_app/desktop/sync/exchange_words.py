"""What the page for the USB stick says of spaces and of what a file brought."""

from PySide6.QtCore import QCoreApplication

from consultant_app.actions.sync.exchange_overview import Offer
from consultant_app.actions.sync.exchange_reading import Contents
from consultant_app.changes.spaces import SpaceKind
from consultant_app.workspace.exchange_inbox import NotTaken


def space_words(offer: Offer, partner_name: str) -> str:
    """Whom a file is for; `partner_name` is the person's own organisation."""
    if offer.kind == SpaceKind.ORGANISATION:
        return QCoreApplication.translate("Exchange", "{partner} (consulting)").format(partner=partner_name)
    if offer.kind == SpaceKind.OFFICE:
        return QCoreApplication.translate("Exchange", "{partner} (office)").format(partner=partner_name)
    if offer.kind == SpaceKind.SHARED:
        return QCoreApplication.translate("Exchange", "A shared case")
    return QCoreApplication.translate("Exchange", "Consortium (all partners)")


def outcome_words(contents: Contents) -> tuple[str, str]:
    """What reading came to: strong words, and a sentence."""
    taken = QCoreApplication.translate("Exchange", "%n change(s) taken in.", None, contents.taken)
    files = QCoreApplication.translate("Exchange", "%n photo(s) or file(s) came along.", None, contents.files_taken)
    if not contents.new:
        taken = files if contents.files_taken else QCoreApplication.translate("Exchange", "Nothing new in this file.")
    sentences = [files] if contents.new and contents.files_taken else []
    if contents.taken < contents.new:
        sentences.append(QCoreApplication.translate("Exchange", "Stopped; reading again goes on from there."))
    elif contents.taken or contents.files_taken:
        sentences.append(
            QCoreApplication.translate("Exchange", "What was read waits for the sync like everything else.")
        )
    return taken, " ".join([*sentences, *refused_words(contents)])


def preview_words(contents: Contents) -> str:
    """What reading would bring."""
    new = QCoreApplication.translate("Exchange", "%n new change(s)", None, contents.new)
    records = QCoreApplication.translate("Exchange", "%n new record(s)", None, contents.records)
    known = QCoreApplication.translate("Exchange", "%n known already", None, contents.known)
    words = [f"{new}, {records}, {known}."]
    if contents.files_new:
        files = QCoreApplication.translate("Exchange", "%n photo(s) or file(s) come along.", None, contents.files_new)
        words.append(files)
    return " ".join([*words, *refused_words(contents)])


def refused_words(contents: Contents) -> list[str]:
    said = {
        NotTaken.ERASED: QCoreApplication.translate(
            "Exchange", "%n left out: they are about somebody whose data were erased.", None,
            contents.refused[NotTaken.ERASED],
        ),
        NotTaken.OTHER_CONTENT: QCoreApplication.translate(
            "Exchange", "%n left out: their author sends them anew with the next sync.", None,
            contents.refused[NotTaken.OTHER_CONTENT],
        ),
        NotTaken.ELSEWHERE: QCoreApplication.translate(
            "Exchange", "%n left out: their record stands elsewhere here.", None, contents.refused[NotTaken.ELSEWHERE],
        ),
    }  # fmt: skip
    return [words for reason, words in said.items() if contents.refused[reason]]
