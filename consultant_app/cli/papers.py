"""`print`: a document as PDF into a file or to a printer; or everything of a company, into a folder or to a printer."""

from pathlib import Path

from consultant_app.actions.paper.files import save
from consultant_app.actions.paper.printing import Printout, print_company, print_out
from consultant_app.actions.printing.queue import Wishes
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call, Words
from consultant_app.cli.opening import opened
from consultant_app.cli.print_jobs import check_printer, document_of, print_now
from consultant_app.documents.printer import Colour
from consultant_app.errors import TroubleError, UsageError, locale_language


def print_papers(call: Call) -> None:
    words = call.words
    if len(words.what) != (0 if words.company is not None else 2):
        raise UsageError("print_what")
    if (words.output is None) == (words.printer is None):
        raise UsageError("print_where")
    with opened(call) as workspace:
        language = words.language or locale_language()
        if words.printer is not None and not words.queue:
            check_printer(words.printer)
        if words.company:
            printouts = print_company(workspace, words.company, language=language, in_grey=words.grey)
        else:
            printouts = [print_out(workspace, *words.what, language=language, in_grey=words.grey)]
        if words.printer is None:
            rows = [{**_row(one), "file": _saved(one, call)} for one in printouts]
        else:
            jobs = print_now(workspace, printouts, _wishes(words))
            rows = [{**_row(one), **document_of(job)} for one, job in zip(printouts, jobs, strict=True)]
    lines = [f"{row.get('file') or row['job']}  {row['title']}  {row.get('message', '')}".rstrip() for row in rows]
    answer(rows if words.company is not None else rows[0], lines, as_json=call.as_json)


def _row(printout: Printout) -> dict[str, object]:
    return {"kind": printout.kind, "id": printout.record, "title": printout.title}


def _saved(printout: Printout, call: Call) -> str:
    words = call.words
    return str(save(printout, words.output if words.company is None else _made(words.output)))


def _wishes(words: Words) -> Wishes:
    colour: Colour = "monochrome" if words.grey else ""
    return Wishes(words.printer, words.copies, words.two_sided, words.tray, colour)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TroubleError("folder_not_writable", folder=folder) from error
    return folder
