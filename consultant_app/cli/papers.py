"""`print`: a document as PDF into a file, or to a printer's queue; or everything of a company into a folder."""

from pathlib import Path

from consultant_app.actions.paper.files import save
from consultant_app.actions.paper.printing import Printout, print_company, print_out
from consultant_app.cli.answers import answer
from consultant_app.cli.arguments import Call
from consultant_app.cli.opening import opened
from consultant_app.errors import TroubleError, UsageError, locale_language


def print_papers(call: Call) -> None:
    words = call.words
    if len(words.what) != (0 if words.company is not None else 2):
        raise UsageError("print_what")
    if (words.output is None) == (words.printer is None):
        raise UsageError("print_where")
    with opened(call) as workspace:
        language = words.language or locale_language()
        if words.company:
            printouts = print_company(workspace, words.company, language=language, in_grey=words.grey)
        else:
            printouts = [print_out(workspace, *words.what, language=language, in_grey=words.grey)]
    rows = [_print(one, call) for one in printouts]
    lines = [f"{row.get('file') or row.get('job')}  {row['title']}" for row in rows]
    answer(rows if words.company is not None else rows[0], lines, as_json=call.as_json)


def _print(printout: Printout, call: Call) -> dict[str, object]:
    words = call.words
    row: dict[str, object] = {"kind": printout.kind, "id": printout.record, "title": printout.title}
    if words.printer is None:
        folder: Path | None = words.output if words.company is not None else None
        return {**row, "file": str(save(printout, words.output if folder is None else _made(folder)))}
    from consultant_app.documents.printer import print_pdf

    job = print_pdf(printout.pdf, words.printer, copies=words.copies, title=printout.title)
    return {**row, "job": job, "printer": words.printer, "copies": words.copies}


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TroubleError("folder_not_writable", folder=folder) from error
    return folder
