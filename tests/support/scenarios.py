"""Says which rows of the table of what syncing must survive a test shows: `@scenario("F24")`."""

import pytest


def scenario(*ids: str) -> pytest.MarkDecorator:
    return pytest.mark.scenario(*ids)
