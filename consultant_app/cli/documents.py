"""`document`: protocols that were made final, compared with files and with what is written since."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from consultant_app.actions.documents.checking import Verdict, check_document, check_file
from consultant_app.actions.documents.editions import signed_bytes
from consultant_app.actions.documents.finalising import finalise_visit
from consultant_app.actions.documents.finding import find_document, stands
from consultant_app.actions.documents.seal_words import seal_words
from consultant_app.actions.documents.signatures import missing_of, signatures_of
from consultant_app.actions.documents.sources import Difference, difference_label, differences
from consultant_app.actions.documents.standing import bytes_of, check_unrestricted, is_restricted
from consultant_app.actions.paper.files import write_whole
from consultant_app.actions.paper.numbering import LOCAL_ZONE
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.cli.signing import missing_codes, missing_words, signature_row, signature_words
from consultant_app.documents.frozen import embedded_contents
from consultant_app.documents.sealing import Seal
from consultant_app.domain.check_code import spelled
from consultant_app.domain.document import Document
from consultant_app.domain.signature import REFUSED
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import RuleError, TroubleError, locale_language
from consultant_app.workspace.workspace import Reader, Workspace


def list_documents(call: Call) -> None:
    about = call.words.about
    statement = select(Document).order_by(Document.finalised_at.desc(), Document.id)
    with opened(call) as workspace, workspace.read() as reader:
        found = reader.all(statement if about is None else statement.where(Document.about == about))
        rows = [_row(reader, one) for one in found]
    lines = [f"{row['id']}  {row['check_code']}  {row['number']}  {_state_words(row)}  {row['title']}" for row in rows]
    answer(rows, lines or [label_of("paper_state", "none", language=locale_language())], as_json=call.as_json)


def finalise(call: Call) -> None:
    with opened(call) as workspace:
        document = finalise_visit(workspace, call.words.visit, language=call.words.language or locale_language())
        with workspace.read() as reader:
            row = _row(reader, reader.get(Document, document))
    answer(row, [document], as_json=call.as_json)


def show(call: Call) -> None:
    language = locale_language()
    with opened(call) as workspace, workspace.read() as reader:
        document = find_document(reader, call.words.document)
        row = _row(reader, document)
        changed: Sequence[Difference] = ()
        if row["stands"] and document.about is not None:
            changed = differences(reader, document.about, document.sources)
        signed = [signature_words(one) for one in signatures_of(reader, document.id)]
        missing = missing_words(missing_of(reader, document))
    names = list(dict.fromkeys(difference_label(one, language) for one in changed))
    lines = [document.label(), document.title, _state_words(row), *(f"  {one}" for one in signed)]
    lines += _facts(document, missing, names, is_restricted=bool(row["restricted"]))
    answer({**row, "changed_since": names}, lines, as_json=call.as_json)


def _facts(document: Document, missing: list[str], changed: list[str], *, is_restricted: bool) -> list[str]:
    german = locale_language() == "de"
    at = f"{document.finalised_at.astimezone(LOCAL_ZONE):%d.%m.%Y %H:%M}" if document.finalised_at else "–"
    until = f"{document.retain_until:%d.%m.%Y}" if document.retain_until else "–"
    facts = {
        "Festgeschrieben" if german else "Made final": f"{at}, {'Fassung' if german else 'version'} {document.version}",
        "Aufzubewahren bis" if german else "To be kept until": until,
        "Es fehlt" if german else "Missing": ", ".join(missing),
        "Seither geändert" if german else "Changed since": ", ".join(changed),
    }
    lines = [f"{name}: {fact}" for name, fact in facts.items() if fact]
    if is_restricted:
        lines.append("Nennt jemanden, dessen Daten gelöscht wurden." if german else "Names somebody who was erased.")
    return lines


def verify(call: Call) -> None:
    """Raises RuleError("document_differs") after the answer where anything is not as it was made final."""
    with opened(call) as workspace:
        verdicts = [(words, _checked(workspace, words)) for words in call.words.what]
    rows = [_verdict_row(words, verdict) for words, verdict in verdicts]
    lines = [line for words, verdict in verdicts for line in _verdict_lines(words, verdict)]
    answer(rows, lines, as_json=call.as_json)
    wrong = sum(1 for _, verdict in verdicts if not verdict.is_unchanged)
    if wrong:
        raise RuleError("document_differs", count=wrong)


def extract(call: Call) -> None:
    with opened(call) as workspace:
        with workspace.read() as reader:
            document = find_document(reader, call.words.document)
            if not call.words.restricted:
                check_unrestricted(reader, document)
        content = bytes_of(workspace, document) if call.words.unsigned else signed_bytes(workspace, document)
    if call.words.contents:
        content = _contents_of(content, document)
    path = write_whole(call.words.output, content)
    answer({"id": document.id, "file": str(path)}, [str(path)], as_json=call.as_json)


def _contents_of(pdf: bytes, document: Document) -> bytes:
    found = embedded_contents(pdf)
    if found is None:
        raise RuleError("document_without_contents", number=document.number)
    return found


def _checked(workspace: Workspace, words: str) -> Verdict:
    path = Path(words)
    if path.is_file():
        try:
            return check_file(workspace, path.read_bytes())
        except OSError as error:
            raise TroubleError("attachment_unreadable", file=path.name) from error
    with workspace.read() as reader:
        document = find_document(reader, words)
    return check_document(workspace, document)


def _row(reader: Reader, document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "kind": document.kind,
        "number": document.number,
        "version": document.version,
        "title": document.title,
        "about": document.about,
        "check_code": spelled(document.check_code),
        "finalised_at": document.finalised_at.isoformat() if document.finalised_at else None,
        "retain_until": document.retain_until.isoformat() if document.retain_until else None,
        "stands": stands(reader, document),
        "restricted": is_restricted(reader, document),
        "signatures": [signature_row(one) for one in signatures_of(reader, document.id)],
        "missing": missing_codes(missing_of(reader, document)),
    }


def _state(row: dict[str, Any]) -> str:
    """A code of value list `paper_state`: what counts first."""
    if not row["stands"]:
        return "replaced"
    if not row["signatures"]:
        return "unsigned"
    if row["missing"]:
        return "scan_missing" if row["missing"] == ["scan"] else "incomplete"
    return "refused" if any(one["way"] == REFUSED for one in row["signatures"]) else "signed"


def _state_words(row: dict[str, Any]) -> str:
    return label_of("paper_state", _state(row), language=locale_language())


def _verdict_row(words: str, verdict: Verdict) -> dict[str, object]:
    return {
        "what": words,
        "unchanged": verdict.is_unchanged,
        "findings": list(verdict.findings),
        "document": verdict.document.id if verdict.document is not None else None,
        "check_code": spelled(verdict.check_code),
        "differing": list(verdict.differing),
        "signatures": [signature_row(one) for one in verdict.signatures],
        "lacking": [signature_row(one) for one in verdict.lacking],
        "seals": [_seal_row(one) for one in verdict.seals],
    }


def _seal_row(seal: Seal) -> dict[str, object]:
    return {
        "state": seal.state,
        "person": seal.person,
        "organisation": seal.organisation,
        "device": seal.device,
        "sealed_at": seal.sealed_at.isoformat() if seal.sealed_at else None,
        "self_signed": seal.is_self_signed,
    }


def _verdict_lines(words: str, verdict: Verdict) -> list[str]:
    language = locale_language()
    name = verdict.document.label() if verdict.document is not None else ""
    lines = [f"{words}  {name}".rstrip()]
    lines += [f"  {label_of('document_finding', code, language=language)}" for code in verdict.findings]
    lines += [f"    {signature_words(one)}" for one in verdict.lacking]
    lines += [f"  {signature_words(one)}" for one in verdict.signatures]
    lines += [f"  {seal_words(one, language)}" for one in verdict.seals]
    if verdict.differing:
        lines.append(f"  {', '.join(verdict.differing)}")
    return lines
