"""The table of what offices sent has room for its words, however many types there are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rilo_desktop.reports.documents.network import _columns
from rilo_desktop.reports.engine.styles import MM, RIGHT


@pytest.mark.parametrize("types", range(1, 7))
def test_the_columns_of_offices_have_room_and_stand_apart(types: int) -> None:
    columns = _columns(types)
    assert all(column.width > 18 * MM for column in columns)
    assert all(a.right < b.x for a, b in pairwise(columns))
    assert columns[-1].right == pytest.approx(RIGHT)
