"""What somebody said to the paper and nobody changes any more: the drawn signature, or what stands in its place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consultant_app.actions.documents.signing_sheet import GivenSignature
from consultant_app.desktop.day_words import short_date
from consultant_app.desktop.desk import LOCAL_ZONE, Desk
from consultant_app.desktop.signing.signature_pad import SignaturePad
from consultant_app.desktop.signing.signer_card import line_words, place_words
from consultant_app.desktop.widgets.labels import Label, Tag
from consultant_app.domain.signature import ON_PAPER, ON_SCREEN, REFUSED, WAIVED
from consultant_app.domain.value_lists import label_of


class GivenCard(QWidget):
    def __init__(self, desk: Desk, given: GivenSignature, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        signer, at = given.signer, given.at.astimezone(LOCAL_ZONE) if given.at is not None else None
        role = label_of("signature_role", signer.role, language=desk.language)
        day = "" if at is None else short_date(at.date())
        moment = "" if at is None else f"{at:%H:%M}" if at.date() == desk.now().date() else day
        self.tag = Tag(self._words(given.way).format(moment=moment).strip(), kind="accent", icon="check")
        head = QHBoxLayout()
        head.addWidget(Label(role, "section"), 1)
        head.addWidget(self.tag)
        words = self.tr("Signature")
        pad = SignaturePad(f"{words}: {line_words(role, signer.name)}")
        pad.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        picture = QImage.fromData(given.picture) if given.picture is not None else None
        pad.show_taken(picture, self._instead(given))
        pad.show_below(line_words(signer.name, signer.function), place_words(signer.place, day))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(pad)

    def _words(self, way: str) -> str:
        words = {
            ON_SCREEN: self.tr("signed {moment}"),
            ON_PAPER: self.tr("on paper, {moment}"),
            REFUSED: self.tr("refused {moment}"),
            WAIVED: self.tr("not needed, {moment}"),
        }
        return words.get(way, "{moment}")

    def _instead(self, given: GivenSignature) -> str:
        words = {
            ON_SCREEN: self.tr("The drawn signature is on another device."),
            ON_PAPER: self.tr("Signed on the printed sheet."),
            REFUSED: self.tr("Signature refused: {reason}"),
            WAIVED: self.tr("No signature needed: {reason}"),
        }
        if given.way == ON_SCREEN and given.picture is not None:
            return self.tr("Signed on screen")
        return words.get(given.way, "").format(reason=given.reason)
