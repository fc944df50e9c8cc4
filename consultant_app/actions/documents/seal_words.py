"""What is said of a seal, the same at the window and on the command line."""

from consultant_app.actions.paper.numbering import LOCAL_ZONE
from consultant_app.documents.sealing import Seal
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language


def seal_words(seal: Seal, language: Language) -> str:
    """By whom and when, whether it holds, and what it does not prove."""
    at = f"{seal.sealed_at.astimezone(LOCAL_ZONE):%d.%m.%Y %H:%M}" if seal.sealed_at is not None else ""
    facts = ", ".join(part for part in (seal.person, seal.organisation, seal.device, at) if part)
    words = f"{label_of('seal_state', seal.state, language=language)}: {facts}."
    if seal.is_intact and seal.is_self_signed:
        words = f"{words} {label_of('seal_state', 'self_signed', language=language)}"
    return words
