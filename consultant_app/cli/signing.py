"""`document sign`, `refuse`, `waive`, `scan`, `missing`: who signed a paper, by pen or on screen, and who did not."""

from dataclasses import replace
from datetime import datetime

from consultant_app.actions.documents.finding import find_document
from consultant_app.actions.documents.signatures import MissingSignatures, missing_signatures
from consultant_app.actions.documents.signers import open_signers, possible_signers
from consultant_app.actions.documents.signing import attach_scan, refuse, sign, sign_on_paper, waive
from consultant_app.actions.paper.numbering import LOCAL_ZONE
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.domain.signature import Signature, Signer
from consultant_app.domain.text import fold
from consultant_app.domain.value_lists import label_of
from consultant_app.domain.visit import Visit
from consultant_app.errors import TroubleError, locale_language
from consultant_app.workspace.workspace import Workspace


def sign_paper(call: Call) -> None:
    words, language = call.words, locale_language()
    with opened(call) as workspace:
        paper, signer = _paper_and_signer(workspace, call)
        if words.picture is None:
            at = datetime.combine(words.on, datetime.min.time(), LOCAL_ZONE) if words.on is not None else None
            made = sign_on_paper(workspace, paper, signer, signed_at=at, language=language)
        else:
            try:
                picture = words.picture.read_bytes()
            except OSError as error:
                raise TroubleError("attachment_unreadable", file=words.picture.name) from error
            made = sign(workspace, paper, signer, picture=picture, language=language)
        _answer(call, workspace, made)


def refuse_paper(call: Call) -> None:
    with opened(call) as workspace:
        paper, signer = _paper_and_signer(workspace, call)
        made = refuse(workspace, paper, signer, reason=call.words.reason, language=locale_language())
        _answer(call, workspace, made)


def waive_paper(call: Call) -> None:
    with opened(call) as workspace:
        paper, signer = _paper_and_signer(workspace, call)
        made = waive(workspace, paper, signer, reason=call.words.reason, language=locale_language())
        _answer(call, workspace, made)


def scan(call: Call) -> None:
    with opened(call) as workspace:
        with workspace.read() as reader:
            document = find_document(reader, call.words.document).id
        attached = attach_scan(workspace, document, call.words.file)
    answer({"id": attached, "document": document}, [attached], as_json=call.as_json)


def list_missing(call: Call) -> None:
    with opened(call) as workspace, workspace.read() as reader:
        found = missing_signatures(reader, about=call.words.about, company=call.words.company)
    rows = [_missing_row(one) for one in found]
    lines = [
        f"{row['document']}  {row['number']}  {', '.join(missing_words(one))}"
        for row, one in zip(rows, found, strict=True)
    ]
    answer(rows, lines or [label_of("paper_state", "complete", language=locale_language())], as_json=call.as_json)


def signature_row(signature: Signature) -> dict[str, object]:
    return {
        "id": signature.id,
        "document": signature.document,
        "role": signature.role,
        "way": signature.way,
        "name": signature.name,
        "function": signature.function,
        "place": signature.place,
        "signed_at": signature.signed_at.isoformat() if signature.signed_at else None,
        "reason": signature.reason,
    }


def missing_codes(missing: MissingSignatures) -> list[str]:
    return [*missing.roles, *(["scan"] if missing.scan else [])]


def missing_words(missing: MissingSignatures) -> list[str]:
    language = locale_language()
    scan = {"de": "Scan fehlt", "en": "scan missing"}[language]
    roles = [label_of("signature_role", role, language=language) for role in missing.roles]
    return [*roles, *([scan] if missing.scan else [])]


def signature_words(signature: Signature) -> str:
    """In a line a person reads."""
    way = label_of("signature_way", signature.way, language=locale_language())
    at = f"{signature.signed_at.astimezone(LOCAL_ZONE):%d.%m.%Y %H:%M}" if signature.signed_at else ""
    parts = (signature.name, signature.function, signature.place, at, way, signature.reason)
    return ", ".join(part for part in parts if part)


def _paper_and_signer(workspace: Workspace, call: Call) -> tuple[str, Signer]:
    """A visit, or a document by what a person has of it; the words that were given, before those that are proposed."""
    words = call.words
    with workspace.read() as reader:
        visit = reader.find(Visit, words.paper)
        paper = visit.id if visit is not None else find_document(reader, words.paper).id
        known = [one for one in possible_signers(reader, paper) if one.role == words.role]
        proposed = next((one for one in open_signers(reader, paper) if one.role == words.role), None)
    if words.name is not None:
        place = next((one.place for one in known), "")
        named = (one for one in known if fold(one.name) == fold(words.name))
        proposed = next(named, Signer(role=words.role, name=words.name, place=place))
    given = {name: getattr(words, name) for name in ("function", "place") if getattr(words, name) is not None}
    return paper, replace(proposed or Signer(role=words.role, name=""), **given)


def _answer(call: Call, workspace: Workspace, signature: str) -> None:
    with workspace.read() as reader:
        row = signature_row(reader.get(Signature, signature))
    answer(row, [signature], as_json=call.as_json)


def _missing_row(missing: MissingSignatures) -> dict[str, object]:
    document = missing.document
    return {
        "document": document.id,
        "number": document.number,
        "kind": document.kind,
        "title": document.title,
        "about": document.about,
        "roles": list(missing.roles),
        "scan": missing.scan,
    }
