"""The words of `document sign` and what belongs to it."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path

NewCommand = Callable[[str, str, str], ArgumentParser]


def add_signing(command: NewCommand) -> None:
    """`command` makes one of the group `document`: its name, its function, what it is for."""
    signed = command("sign", "signing:sign_paper", "keep a signature; the first makes a draft visit final")
    way = signed.add_mutually_exclusive_group(required=True)
    way.add_argument("--picture", type=Path, metavar="FILE", help="the drawn signature, a PNG")
    way.add_argument("--on-paper", action="store_true", help="signed by hand on the printed sheet")
    signed.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day it was signed on paper")
    refused = command("refuse", "signing:refuse_paper", "note that somebody does not want to sign, and why")
    waived = command("waive", "signing:waive_paper", "note that no signature is needed, and why")
    for one in (refused, waived):
        one.add_argument("--reason", required=True, metavar="TEXT")
    for one in (signed, refused, waived):
        one.add_argument("paper", metavar="VISIT|DOCUMENT", help="a visit's id, or an id, a number or a check code")
        one.add_argument("--role", choices=("company", "consultant"), required=True)
        one.add_argument("--name", metavar="TEXT", help="without it, whom the visit proposes")
        one.add_argument("--function", metavar="TEXT")
        one.add_argument("--place", metavar="TEXT")
    scanned = command("scan", "signing:scan", "keep the scan of a signed sheet beside its document")
    scanned.add_argument("document", metavar="DOCUMENT", help="an id, a number or a check code")
    scanned.add_argument("file", type=Path, metavar="FILE")
    missing = command("missing", "signing:list_missing", "documents that lack a signature or its scan")
    missing.add_argument("--about", metavar="ID", help="only those of this visit")
    missing.add_argument("--company", metavar="ID")
