"""Enrolment: an invitation line becomes this device's place at the partner server."""

from dataclasses import dataclass

from consultant_app.changes.version import NEWEST
from consultant_app.changes.wire import EnrolAnswer, EnrolAsk
from consultant_app.errors import RuleError
from consultant_app.sync.transport import Transport, checked_url
from consultant_app.version import program_version

ENROL_PATH = "/v1/enrol"
CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Invitation:
    server_url: str
    code: str


def parse_invitation(line: str) -> Invitation:
    """`https://server#EN7K-4RQ2-M9XX`, letters may be small; RuleError for what cannot be one. Asks no network."""
    server_url, separator, code = line.strip().partition("#")
    if not separator:
        raise RuleError("invitation_unreadable", line=line.strip())
    return invitation(server_url, code)


def invitation(server_url: str, code: str) -> Invitation:
    plain = "".join(code.upper().replace("-", "").split())
    if len(plain) != CODE_LENGTH or not plain.isalnum():
        raise RuleError("invitation_code_length", missing=max(0, CODE_LENGTH - len(plain)), length=CODE_LENGTH)
    grouped = "-".join(plain[start : start + 4] for start in range(0, CODE_LENGTH, 4))
    return Invitation(checked_url(server_url), grouped)


def enrol(transport: Transport, code: str, *, device_name: str, device_key: bytes) -> EnrolAnswer:
    """Asks with the device's public key; asking again with the same key and code gives the same answer."""
    question = EnrolAsk(NEWEST, program_version(), code, device_name, device_key)
    return transport.ask(ENROL_PATH, question, EnrolAnswer)
