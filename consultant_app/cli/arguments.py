"""The words of the command line. Which function a command runs is named, not imported: a start loads what it needs."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, NoReturn

from consultant_app.cli.signing_arguments import add_signing
from consultant_app.errors import UsageError

PROGRAM: Final = "consultant-app"
DESKTOP: Final = "desktop"

Words = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked for. `words.command` is `module:function` of this package, or DESKTOP."""

    words: Words
    folder: Path | None
    as_json: bool


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in the product's words; argparse's own would be English only."""

    def error(self, _message: str) -> NoReturn:
        raise UsageError("usage", usage=" ".join(self.format_usage().split()[1:]))


def wants_json(arguments: Sequence[str]) -> bool:
    """Known before anything else, so that wrong usage is answered in the form that was asked for."""
    return "--json" in _before_dashes(arguments)


def parse(arguments: Sequence[str]) -> Call:
    """Raises UsageError for what no command understands."""
    rest, folder = _without_folder([word for word in _before_dashes(arguments) if word != "--json"])
    parser = _parser()
    words, late = parser.parse_known_args([*rest, *_after_dashes(arguments)])
    if late:
        # argparse takes "nothing" for optional words as soon as an option comes first, and finds the words left over.
        if "what" not in words or any(word.startswith("-") for word in late):
            parser.error("")
        words.what = [*words.what, *late]
    return Call(words, folder, wants_json(arguments))


def _before_dashes(arguments: Sequence[str]) -> list[str]:
    return list(arguments[: arguments.index("--")] if "--" in arguments else arguments)


def _after_dashes(arguments: Sequence[str]) -> list[str]:
    return list(arguments[arguments.index("--") :]) if "--" in arguments else []


def _without_folder(words: Sequence[str]) -> tuple[list[str], Path | None]:
    """Takes `--workspace DIR` out wherever it stands: argparse would not find words again that follow it."""
    rest: list[str] = []
    folder: Path | None = None
    waiting = False
    for word in words:
        if waiting:
            folder, waiting = Path(word), False
        elif word == "--workspace":
            waiting = True
        elif word.startswith("--workspace="):
            folder = Path(word.removeprefix("--workspace="))
        else:
            rest.append(word)
    if waiting:
        raise UsageError("usage", usage=f"{PROGRAM} ... --workspace DIR")
    return rest, folder


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


_Commands = argparse._SubParsersAction  # noqa: SLF001  (argparse gives its own return type no other name)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description="Visits, CSR action plans and notes. Without a command: the window.",
        epilog="Every command takes --workspace DIR and --json, anywhere.",
        allow_abbrev=False,
    )
    parser.set_defaults(command=DESKTOP)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    commands.add_parser(DESKTOP, help="the window")
    _add_workspace(commands)
    _add_records(commands)
    _add_conflicts(commands)
    _add_history(commands)
    _add_exchange(commands)
    _add_set_aside(commands)
    _add_cases(commands)
    _add_privacy(commands)
    search = _command(commands, "search", "searching:search", "find records by their texts")
    search.add_argument("text", nargs="+", metavar="TEXT")
    search.add_argument("--limit", type=_at_least_one, default=20, metavar="N")
    search.add_argument("--type", dest="types", action="append", metavar="TYPE")
    sync = _command(commands, "sync", "rounds:sync", "rounds with the server until nothing is new")
    sync.add_argument("--watch", action="store_true", help="stay, and sync whenever something is new")
    sync.add_argument("--confirm-deletions", action="store_true", help="also when much of a space would be deleted")
    _add_attachments(commands)
    _add_print(commands)
    _add_documents(commands)
    _add_letterhead(commands)
    return parser


def _command(commands: "_Commands[_Parser]", name: str, function: str, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, allow_abbrev=False)
    parser.set_defaults(command=function)
    return parser


def _group(commands: "_Commands[_Parser]", name: str, text: str) -> "_Commands[_Parser]":
    group = commands.add_parser(name, help=text, allow_abbrev=False)
    return group.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)


def _add_workspace(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "workspace", "make, join, examine a workspace")
    create = _command(group, "create", "workspaces:create", "a workspace without a server")
    create.add_argument("--partner", required=True, metavar="CODE")
    create.add_argument("--user", required=True, metavar="NAME")
    filling = create.add_mutually_exclusive_group()
    filling.add_argument("--sample", action="store_true", help="with the sample data, newest visit today")
    filling.add_argument("--synthetic", type=_at_least_one, metavar="N", help="with N invented records")
    join = _command(group, "join", "workspaces:join", "enrol this device at a server")
    join.add_argument("--invitation", metavar="LINE")
    join.add_argument("--server", metavar="URL")
    join.add_argument("--code", metavar="CODE")
    join.add_argument("--name", default="", metavar="NAME", help="what this device is called")
    join.add_argument("--without-sample", action="store_true", help="remove the sample data first, which go along else")
    _command(group, "status", "workspaces:status", "who, spaces, counts, last round")
    _command(group, "verify", "workspaces:verify", "prove that the workspace is whole")
    leave = _command(group, "leave", "workspaces:leave", "seal what waits in exchange files, then wipe the workspace")
    leave.add_argument("--to", type=Path, metavar="DIR", help="where the exchange files go")
    leave.add_argument("--with-person", action="store_true", help="also seal your own notes, which only you can read")


def _add_records(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "records", "read and write records")
    _command(group, "types", "records:types", "every record type with its fields")
    listed = _command(group, "list", "records:list_records", "the records of a type")
    listed.add_argument("type", metavar="TYPE")
    listed.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")
    listed.add_argument("--limit", type=_at_least_one, metavar="N")
    shown = _command(group, "show", "records:show", "one record")
    shown.add_argument("id", metavar="ID")
    shown.add_argument("--history", action="store_true", help="with every change of each field")
    shown.add_argument("--fetch", action="store_true", help="the history, with past values that lie at the server")
    new = _command(group, "new", "records:new", "make a record; prints its id")
    new.add_argument("type", metavar="TYPE")
    new.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    new.add_argument("--space", metavar="SPACE", help="consortium, organisation, office, person or an id")
    changed = _command(group, "set", "records:set_fields", "set fields; FIELD= empties, FIELD=@FILE reads a file")
    changed.add_argument("id", metavar="ID")
    changed.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    for name, text in (("delete", "delete a record and its parts"), ("restore", "bring a deleted record back")):
        _command(group, name, f"records:{name}", text).add_argument("id", metavar="ID")


def _add_conflicts(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "conflicts", "fields with several values")
    _command(group, "list", "conflicts:list_conflicts", "every contested field with its values")
    decide = _command(group, "decide", "conflicts:decide", "settle a contested field")
    decide.add_argument("id", metavar="ID")
    decide.add_argument("field", metavar="FIELD")
    choice = decide.add_mutually_exclusive_group(required=True)
    choice.add_argument("--take", metavar="CHANGE")
    choice.add_argument("--value", metavar="VALUE")


def _add_history(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "history", "what people changed")
    undo = _command(
        group, "undo", "history:undo", "take back what a person changed in a span of time; says what it would do"
    )
    undo.add_argument("--person", required=True, metavar="NAME", help="as in the history, or the id")
    undo.add_argument(
        "--from", dest="since", required=True, metavar="TIME", help="2026-05-19T18:00, as the server got it"
    )
    undo.add_argument("--to", dest="until", metavar="TIME", help="up to before this; without it everything since")
    undo.add_argument(
        "--space", metavar="SPACE", help="consortium, organisation, office, person or an id; all without it"
    )
    undo.add_argument("--write", action="store_true", help="do it")


def _add_exchange(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "exchange", "changes in a file, for a stick; CONSULTANT_EXCHANGE_PASSWORD seals it")
    write = _command(group, "write", "exchange:write", "the changes of a space, sealed and signed")
    write.add_argument("file", type=Path, metavar="FILE")
    of = "consortium, organisation, office, person or an id"
    write.add_argument("--space", required=True, metavar="SPACE", help=of)
    write.add_argument("--since", type=Path, metavar="FILE", help="only what this earlier file did not have")
    write.add_argument("--waiting", action="store_true", help="only what waits for the server")
    write.add_argument("--without-files", action="store_true", help="leave the bytes of attachments out")
    read = _command(group, "read", "exchange:read", "take in a file, after a restore point")
    read.add_argument("file", type=Path, metavar="FILE")
    read.add_argument("--dry-run", action="store_true", help="only say what would come")
    back = _command(group, "back", "exchange:back", "back to before the last file; what was written here since stays")
    back.add_argument("--to", metavar="NAME", help="one of the restore points that are listed")
    _command(group, "points", "exchange:points", "the restore points")


def _add_set_aside(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "set-aside", "what the server did not take")
    _command(group, "list", "set_aside:list_kept", "everything that is set aside, with the reason")
    again = _command(group, "send-again", "set_aside:send_again", "let it wait for the server once more")
    refile = _command(group, "refile", "set_aside:refile_kept", "put it into another space")
    refile.add_argument("--space", required=True, metavar="SPACE")
    export = _command(group, "export", "set_aside:export", "as an exchange file, or as text")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--text", action="store_true", help="for people to read, not sealed")
    for parser in (again, refile, export):
        parser.add_argument("--only", action="append", metavar="ID", help="one transaction; everything without it")


def _add_cases(commands: "_Commands[_Parser]") -> None:
    cases = _group(commands, "cases", "hand cases over and share them")
    over = _command(cases, "hand-over", "cases:hand_over_case", "give a case to another organisation, at the next sync")
    over.add_argument("id", metavar="ID")
    over.add_argument("--to", required=True, metavar="CODE")
    shared = _command(cases, "share", "cases:share_case", "accompany a case together with other organisations")
    shared.add_argument("id", metavar="ID")
    shared.add_argument("--with", dest="partners", required=True, nargs="+", action="extend", metavar="CODE")
    _command(cases, "wishes", "cases:list_wishes", "what the server has not moved yet, or would not")
    notes = _group(commands, "notes", "consulting notes")
    seen = _command(notes, "visibility", "cases:note_visibility", "who reads a note: shared, partner or private")
    seen.add_argument("id", metavar="ID")
    seen.add_argument("visibility", metavar="VISIBILITY")


def _add_privacy(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "privacy", "for data protection officers")
    erased = _command(group, "erase", "privacy:erase", "erase a contact's personal data on the server and every device")
    erased.add_argument("contact", metavar="CONTACT")
    status = _command(group, "status", "privacy:status", "erasure orders, and which devices have carried them out")
    status.add_argument("id", nargs="?", metavar="ID")


def _add_attachments(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "attachments", "photos and files that belong to records")
    added = _command(group, "add", "attachments:add", "keep a file beside a record; prints its id")
    added.add_argument("file", type=Path, metavar="FILE")
    added.add_argument("--about", required=True, metavar="ID")
    _command(group, "list", "attachments:list_of", "the files of a record").add_argument("about", metavar="ID")
    saved = _command(group, "save", "attachments:save", "write a file out again")
    saved.add_argument("id", metavar="ID")
    saved.add_argument("--output", type=Path, required=True, metavar="FILE")


def _add_documents(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "document", "protocols that were made final: frozen, numbered, with a check code")
    listed = _command(group, "list", "documents:list_documents", "every document, newest first")
    listed.add_argument("--about", metavar="ID", help="only those of this visit")
    final = _command(
        group, "finalise", "documents:finalise", "freeze the protocol of a visit; prints the document's id"
    )
    final.add_argument("visit", metavar="ID")
    final.add_argument(
        "--language", choices=("de", "en"), help="of the printed words; without it, that of this program"
    )
    named = "an id, a number or a check code"
    shown = _command(group, "show", "documents:show", "a document, and what is written otherwise since")
    shown.add_argument("document", metavar="DOCUMENT", help=named)
    checked = _command(group, "verify", "documents:verify", "whether a file, or a document here, is unchanged")
    checked.add_argument("what", nargs="+", metavar="FILE|DOCUMENT", help=f"PDF files, or {named}")
    taken = _command(group, "extract", "documents:extract", "write a document out: its PDF, or the contents inside")
    taken.add_argument("document", metavar="DOCUMENT", help=named)
    taken.add_argument("--output", type=Path, required=True, metavar="FILE")
    taken.add_argument("--contents", action="store_true", help="the JSON inside instead of the PDF")
    taken.add_argument("--restricted", action="store_true", help="for an audit: also one that names somebody erased")
    taken.add_argument("--unsigned", action="store_true", help="the frozen bytes, without signatures")
    add_signing(partial(_command, group))


def _add_letterhead(commands: "_Commands[_Parser]") -> None:
    group = _group(commands, "letterhead", "the logos on every paper: eu, fund, ministry, partner, project")
    listed = _command(group, "list", "letterhead:list_slots", "the slots with their files and the texts without one")
    put = _command(group, "set", "letterhead:set_slot", "put an SVG or PNG file into a slot")
    put.add_argument("slot", metavar="SLOT")
    put.add_argument("file", type=Path, metavar="FILE")
    cleared = _command(group, "clear", "letterhead:clear_slot", "take the files out again: the text is printed")
    cleared.add_argument("slot", metavar="SLOT")
    for command, whose in ((put, "the file is"), (cleared, "only the file")):
        command.add_argument("--black", action="store_true", help=f"{whose} for paper that is printed in grey")
    for command in (listed, put, cleared):
        command.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the funding profile of that day")


def _add_print(commands: "_Commands[_Parser]") -> None:
    paper = _command(commands, "print", "papers:print_papers", "a document as PDF or on paper")
    paper.add_argument(
        "what", nargs="*", default=[], metavar="KIND ID", help="visit, attendance, plan, sheets or measure, and an id"
    )
    paper.add_argument(
        "--language", choices=("de", "en"), help="of the printed words; without it, that of this program"
    )
    paper.add_argument("--company", metavar="ID", help="everything of a company, into the folder --output")
    paper.add_argument("--output", type=Path, metavar="FILE")
    paper.add_argument("--printer", metavar="QUEUE")
    paper.add_argument("--grey", action="store_true", help="with black logos; a frozen paper stays as it is")
    paper.add_argument("--copies", type=_at_least_one, default=1, metavar="N")
    paper.add_argument("--two-sided", action="store_true", help="where the printer can")
    paper.add_argument("--tray", default="", metavar="NAME", help="one of print-jobs printers")
    paper.add_argument(
        "--queue", action="store_true", help="also for a printer that is not there now: keep it until then"
    )
    jobs = _group(commands, "print-jobs", "what waits for a printer on this device, or is being printed")
    _command(jobs, "printers", "print_jobs:list_printers", "the printers, how they are and what they can")
    _command(jobs, "list", "print_jobs:list_jobs", "every job, until a day after it was printed")
    again = _command(jobs, "run", "print_jobs:run", "send what can be sent, and ask after the rest")
    again.add_argument("jobs", nargs="*", default=[], metavar="JOB", help="failed ones that are to set out anew")
    moved = _command(jobs, "move", "print_jobs:move", "print a job on another printer")
    moved.add_argument("job", metavar="JOB")
    moved.add_argument("--printer", required=True, metavar="QUEUE")
    gone = _command(jobs, "remove", "print_jobs:remove_jobs", "drop jobs, and take them back from the printer")
    gone.add_argument("jobs", nargs="+", metavar="JOB")
