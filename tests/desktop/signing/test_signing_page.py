"""Signing at the table: the first signature freezes the protocol, each is kept before it shows, the last one locks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from consultant_app.actions.documents.standing import bytes_of
from consultant_app.actions.samples.files import sample_id
from consultant_app.actions.visits.running import plan_visit
from consultant_app.desktop.signing.signature_pad import SignaturePad
from consultant_app.domain.check_code import spelled
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError
from consultant_app.workspace.workspace import Workspace
from tests.desktop.signing.driver import COMPANY, CONSULTANT, Signing
from tests.desktop.signing.pointers import WAVE, Finger, Pen
from tests.desktop.signing.restarted import Restarted
from tests.support.laptops import edit, read

BAKERY = sample_id("C-003")


def status(signing: Signing) -> str | None:
    return read(signing.desk.workspace, Visit, signing.visit).status


def test_the_first_signature_freezes_the_protocol_and_the_page_shows_these_bytes(signing: Signing) -> None:
    signing.open()
    assert signing.document is None
    signing.draw(COMPANY)
    signing.take(COMPANY)
    document = signing.document
    assert document is not None
    assert status(signing) == "final"
    (given,) = signing.given
    assert (given.role, given.way, given.name, given.function) == (
        "company", "screen", "Sabine Tilgner", "Geschäftsführung"
    )  # fmt: skip
    assert signing.says("unterschrieben 14:02")
    assert signing.says(spelled(document.check_code))
    assert signing.page._pages is not None
    frozen = bytes_of(signing.desk.workspace, document)
    assert signing.page._pages.pdf.startswith(frozen)
    assert len(signing.page._pages.pdf) > len(frozen)
    assert not signing.named(f"Unterschrift übernehmen: {COMPANY}")


def test_the_drawn_picture_is_what_is_kept(signing: Signing) -> None:
    signing.open()
    Pen(signing.pad(COMPANY)).draw(pressure=0.4)
    picture = signing.pad(COMPANY).ink.picture()
    signing.take(COMPANY)
    (given,) = signing.given
    assert signing.desk.workspace.attachments.read(given.picture) == picture  # type: ignore[arg-type]


def test_the_last_signature_locks_the_visit(signing: Signing) -> None:
    signing.open()
    for role in (COMPANY, CONSULTANT):
        signing.draw(role)
        signing.take(role)
    assert status(signing) == "signed"
    assert signing.says("Alle Unterschriften sind da.")
    assert not signing.named("Später unterschreiben", QAbstractButton)
    signing.click("Abschließen")
    signing.settle()
    assert signing.window.current_page is not None
    assert signing.window.current_page.key == "visit"


def test_finishing_takes_what_is_drawn_and_leaves(signing: Signing) -> None:
    signing.open()
    assert signing.says("2 Unterschriften fehlen noch.")
    assert not signing.find("Abschließen").isEnabled()
    signing.draw(COMPANY)
    assert signing.says("Eine Unterschrift fehlt noch.")
    signing.draw(CONSULTANT)
    signing.click("Abschließen")
    signing.settle()
    assert [one.role for one in signing.given] == ["company", "consultant"]
    assert status(signing) == "signed"
    assert signing.window.current_page is not None
    assert signing.window.current_page.key == "visit"


def test_strokes_that_nobody_took_come_back_after_the_power_went(signing: Signing, restarted: Restarted) -> None:
    signing.open()
    Finger(signing.pad(COMPANY)).draw()
    signing.draw(CONSULTANT)
    drawn = signing.pad(COMPANY).ink.to_text(), signing.pad(CONSULTANT).ink.to_text()
    signing.settle()
    again = restarted.start()
    assert (again.pad(COMPANY).ink.to_text(), again.pad(CONSULTANT).ink.to_text()) == drawn
    assert again.given == []
    again.take(COMPANY)
    assert [one.name for one in again.given] == ["Sabine Tilgner"]


def test_a_signature_that_was_taken_is_not_drawn_again_after_the_power_went(
    signing: Signing, restarted: Restarted
) -> None:
    signing.open()
    signing.draw(COMPANY)
    signing.draw(CONSULTANT)
    signing.take(COMPANY)
    again = restarted.start()
    assert [card.drawing.signer.role for card in again.page.signers.cards] == ["consultant"]
    assert not again.pad(CONSULTANT).ink.is_empty


def test_strokes_stay_when_the_page_is_left_and_entered_again(signing: Signing) -> None:
    signing.open()
    signing.draw(COMPANY)
    signing.click("Später unterschreiben")
    signing.settle()
    signing.open()
    assert len(signing.pad(COMPANY).ink.strokes) == 1
    assert signing.given == []


def test_a_signature_that_cannot_be_kept_stays_on_its_pad_and_the_page_says_so(
    signing: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise TroubleError("disk_full")

    signing.open()
    signing.draw(COMPANY)
    with monkeypatch.context() as patched:
        patched.setattr(type(signing.desk.workspace.attachments), "keep", full)
        signing.take(COMPANY)
    assert signing.messages
    assert signing.given == []
    assert not signing.says("unterschrieben")
    assert len(signing.pad(COMPANY).ink.strokes) == 1
    signing.take(COMPANY)
    assert [one.role for one in signing.given] == ["company"]
    assert signing.messages == []


@pytest.mark.parametrize(("button", "way"), [("Verweigert", "refused"), ("Entfällt", "waived")])
def test_who_does_not_sign_is_noted_with_the_reason(signing: Signing, button: str, way: str) -> None:
    signing.open()
    signing.click(f"Nicht hier unterschreiben: {COMPANY}")
    assert not signing.find(f"{button}: {COMPANY}", QAbstractButton).isEnabled()
    signing.type(f"Grund: {COMPANY}", "Möchte erst mit dem Betriebsrat sprechen")
    signing.click(f"{button}: {COMPANY}")
    signing.settle()
    (given,) = signing.given
    assert (given.way, given.reason) == (way, "Möchte erst mit dem Betriebsrat sprechen")
    pad = signing.find(f"Unterschrift: {COMPANY}, Sabine Tilgner", SignaturePad)
    assert "Möchte erst mit dem Betriebsrat sprechen" in pad.accessibleDescription()


def test_somebody_may_sign_on_paper_and_the_others_here(signing: Signing) -> None:
    signing.open()
    signing.click(f"Nicht hier unterschreiben: {COMPANY}")
    signing.click(f"Auf Papier: {COMPANY}")
    signing.settle()
    signing.draw(CONSULTANT)
    signing.take(CONSULTANT)
    assert [(one.role, one.way) for one in signing.given] == [("company", "paper"), ("consultant", "screen")]


def test_one_more_signs_for_the_company_under_a_name_of_their_own(signing: Signing) -> None:
    signing.open()
    signing.click("Weitere für das Unternehmen")
    signing.settle()
    second = f"{COMPANY} 2"
    signing.type(f"Name: {second}", "Murat Aydın")
    signing.type(f"Funktion: {second}", "Produktionsleitung")
    Pen(signing.pad(second)).draw()
    signing.take(second)
    signing.draw(COMPANY)
    signing.take(COMPANY)
    assert {(one.name, one.function) for one in signing.given} == {
        ("Murat Aydın", "Produktionsleitung"),
        ("Sabine Tilgner", "Geschäftsführung"),
    }


def test_a_corrected_function_and_place_leave_who_signs_known(signing: Signing) -> None:
    signing.open()
    known = signing.page.signers.cards[0].drawing.signer.person
    signing.click(f"Angaben ändern: {COMPANY}")
    signing.type(f"Funktion: {COMPANY}", "Inhaberin")
    signing.type(f"Ort: {COMPANY}", "Witten")
    signing.draw(COMPANY)
    signing.take(COMPANY)
    (given,) = signing.given
    assert (given.name, given.function, given.place, given.person) == ("Sabine Tilgner", "Inhaberin", "Witten", known)
    assert known is not None


def test_what_is_missing_for_the_final_protocol_is_named_and_leads_there(signing: Signing) -> None:
    edit(signing.desk.workspace, signing.visit, goal="")
    signing.settle()
    signing.open()
    assert not signing.page.signers.cards
    signing.click("Ziel des Gesprächs fehlt")
    signing.settle()
    assert signing.window.current_page is not None
    assert signing.window.current_page.key == "visit"
    assert signing.window.focusWidget().accessibleName() == "Ziel des Gesprächs"
    assert status(signing) == "draft"


def test_words_that_are_typed_as_signing_begins_are_on_the_paper(signing: Signing, workspace: Workspace) -> None:
    signing.desk.ways.visit_part.emit(signing.visit, "occasion", "no_goal")
    signing.settle()
    signing.type("Ziel des Gesprächs", "Abwärme nutzen")
    signing.open()
    signing.draw(COMPANY)
    signing.take(COMPANY)
    assert read(workspace, Visit, signing.visit).goal == "Abwärme nutzen"
    assert status(signing) == "final"


def test_client_view_is_entered_for_signing_and_left_with_it(signing: Signing) -> None:
    signing.open()
    assert signing.desk.client_view
    signing.click("Stattdessen auf Papier")
    signing.settle()
    assert signing.window.current_page is not None
    assert signing.window.current_page.key == "preview"
    assert signing.desk.client_view
    signing.press("Esc")
    signing.press("Esc")
    signing.settle()
    assert signing.window.current_page.key == "visit"
    assert not signing.desk.client_view


def test_a_client_view_that_was_on_before_stays_on(signing: Signing) -> None:
    signing.press("F9")
    signing.open()
    signing.click("Später unterschreiben")
    signing.settle()
    assert signing.desk.client_view


def test_the_whole_page_turns_and_turns_back_when_it_is_left(signing: Signing) -> None:
    signing.open()
    signing.click("Für das Gegenüber drehen")
    assert signing.page.turnable.is_turned
    signing.press("Esc")
    assert not signing.page.turnable.is_turned
    signing.click("Für das Gegenüber drehen")
    signing.page.later_button.click()
    signing.settle()
    assert not signing.page.turnable.is_turned


def test_the_person_opposite_signs_and_takes_it_on_the_turned_page(signing: Signing) -> None:
    signing.open()
    signing.click("Für das Gegenüber drehen")
    turnable = signing.page.turnable
    glass = turnable.childAt(QPoint(5, 5))
    assert glass is not None

    def opposite(widget: QWidget, x: int, y: int) -> tuple[int, int]:
        at = QPoint(turnable.width(), turnable.height()) - widget.mapTo(turnable, QPoint(x, y))
        return at.x(), at.y()

    pad = signing.pad(COMPANY)
    Pen(glass).draw([opposite(pad, *point) for point in WAVE])
    finger = Finger(glass)
    finger.draw([opposite(pad, 400, 80), opposite(pad, 460, 40)])
    assert [len(stroke) for stroke in pad.ink.strokes] == [len(WAVE), 2]
    signing.settle()
    take = signing.find(f"Unterschrift übernehmen: {COMPANY}", QAbstractButton)
    place = opposite(take, *take.rect().center().toTuple())
    signing.qtbot.mouseClick(glass, Qt.MouseButton.LeftButton, pos=QPoint(*place))
    signing.settle()
    assert [one.name for one in signing.given] == ["Sabine Tilgner"]
    assert turnable.is_turned


def test_a_visit_that_has_not_begun_says_what_is_missing_and_has_no_pads(signing: Signing) -> None:
    with signing.desk.workspace.write() as writer:
        planned = plan_visit(writer, BAKERY, signing.desk.workspace.identity, day=signing.desk.now().date())
    signing.desk.ways.sign.emit(planned)
    signing.settle()
    assert not signing.page.signers.cards
    assert signing.says("Vor dem Unterschreiben fehlt noch")
    assert not signing.find("Abschließen").isEnabled()


def test_the_very_pages_are_read_beside_the_pads(signing: Signing) -> None:
    signing.open()
    signing.click("Ganzes Dokument lesen")
    assert signing.page.view.isVisible()
    assert signing.page.view.page_count == 2
    assert signing.pad(COMPANY).isVisible()
    signing.press("Esc")
    assert not signing.page.view.isVisible()


def test_the_preview_leads_to_signing(signing: Signing) -> None:
    signing.press("Ctrl+P")
    signing.settle()
    signing.click("Auf dem Bildschirm unterschreiben")
    signing.settle()
    assert signing.pad(COMPANY).isVisible()
    signing.click("Zurück zur Vorschau")
    signing.settle()
    signing.press("Ctrl+Shift+U")
    signing.settle()
    assert signing.pad(COMPANY).isVisible()
