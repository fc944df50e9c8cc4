"""What stands under an id at the server is what counts; what stood here under it goes on under another."""

from msgspec.structs import replace

from consultant_app.changes.change import Change, decode_change, encode_change
from consultant_app.domain.visit import Visit
from consultant_app.workspace.database import cursor_of
from consultant_app.workspace.ids_used_twice import seal_anew
from consultant_app.workspace.log import Arrival
from consultant_app.workspace.workspace import Workspace
from tests.support.laptops import add, edit, rows
from tests.support.scenarios import scenario


def _changes(workspace: Workspace) -> list[Change]:
    return [decode_change(body) for (body,) in rows(workspace, "SELECT body FROM change ORDER BY origin, number")]


def _arrival(change: Change) -> Arrival:
    return Arrival(change, encode_change(change), change.space, 1, 1)


@scenario("F18", "F24")
def test_what_the_server_tells_keeps_the_names_that_it_was_sealed_with(workspace: Workspace) -> None:
    """A restored server has the second change as it was sent and, under the id of the first, somebody else's."""
    visit = add(workspace, Visit(company="c" * 32, situation="Erst."))
    edit(workspace, visit, situation="Dann.")
    edit(workspace, visit, situation="Zuletzt.")
    first, second, _ = _changes(workspace)
    other = replace(first, type="company", record="d" * 32, root="d" * 32, fields={"name": "Von dort"})
    with workspace.database.writing() as connection:
        _, renamed = seal_anew(
            cursor_of(connection),
            [],
            [_arrival(other), _arrival(second)],
            fresh_origin=lambda: workspace.run.next_origin(workspace.identity, 1),
        )
    by_text = {change.fields.get("situation"): change for change in _changes(workspace)}
    assert by_text["Erst."].id == renamed[first.id] != first.id
    assert by_text["Dann."] == second
    assert by_text["Zuletzt."].replaces == {"situation": [second.id]}
