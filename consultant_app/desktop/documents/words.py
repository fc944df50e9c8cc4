"""What is said of frozen papers, in the words of the window."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from consultant_app.actions.documents.checking import Verdict
from consultant_app.actions.documents.listing import PaperRow
from consultant_app.actions.documents.seal_words import seal_words
from consultant_app.desktop.companies.words import day_words
from consultant_app.desktop.day_words import moment_words
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.widgets.rows import Row
from consultant_app.domain.check_code import spelled
from consultant_app.domain.signature import Signature
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language


def state_words(row: PaperRow) -> str:
    """What counts first: a paper that was replaced lacks nothing any more."""
    if not row.stands:
        return QCoreApplication.translate("Papers", "replaced")
    if row.missing and row.is_signed:
        return QCoreApplication.translate("Papers", "%n signature(s) still missing", "", len(row.missing))
    if row.missing:
        return QCoreApplication.translate("Papers", "final, not signed")
    if row.lacks_scan:
        return QCoreApplication.translate("Papers", "scan missing")
    if row.is_signed:
        return QCoreApplication.translate("Papers", "signed")
    return QCoreApplication.translate("Papers", "final")


def name_words(row: PaperRow, language: Language) -> str:
    return f"{label_of('document_kind', row.kind, language=language)} {row.number}".rstrip()


def paper_row(row: PaperRow, today: date, language: Language) -> Row:
    at = row.finalised_at
    code = QCoreApplication.translate("Papers", "Check code {code}").format(code=spelled(row.check_code))
    away = QCoreApplication.translate("Papers", "not on this device yet")
    return Row(
        id=row.id,
        title=name_words(row, language),
        subtitle=code if row.is_here else f"{code}, {away}",
        right=day_words(at.astimezone(LOCAL_ZONE).date(), today) if at is not None else "",
        right_below=state_words(row),
        icon="lock",
        quiet=not row.stands,
        chevron=True,
    )


def _signature_words(one: Signature, language: Language) -> str:
    role = label_of("signature_role", one.role, language=language)
    way = label_of("signature_way", one.way, language=language)
    moment = moment_words(one.signed_at.astimezone(LOCAL_ZONE)) if one.signed_at is not None else ""
    return f"{role}: {', '.join(word for word in (one.name, way, moment) if word)}."


def verdict_words(verdict: Verdict, language: Language) -> tuple[str, str]:
    """The strong words and the rest: which document it is, what was found, who signed and sealed the file."""
    found = [label_of("document_finding", code, language=language) for code in verdict.findings]
    # What the file lacks is the last that is found.
    signatures = [_signature_words(one, language) for one in (*verdict.lacking, *verdict.signatures)]
    findings = " ".join([*found, *signatures, *(seal_words(one, language) for one in verdict.seals)])
    if verdict.differing:
        parts = QCoreApplication.translate("Papers", "Different are: {parts}.")
        findings = f"{findings} {parts.format(parts=', '.join(verdict.differing))}"
    if verdict.document is None:
        return QCoreApplication.translate("Papers", "Checked file"), findings
    kind = label_of("document_kind", verdict.document.kind, language=language)
    return f"{kind} {verdict.document.number}".rstrip(), findings
