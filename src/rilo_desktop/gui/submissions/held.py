"""A submission that is being prepared, as data: what auto-lock keeps until somebody is back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rilo_desktop.services.submit import Order


def as_data(order: Order) -> dict[str, Any]:
    return asdict(order)


def order_in(data: Mapping[str, Any]) -> Order:
    """Raises TypeError and KeyError for what is none."""
    from rilo_desktop.records import Answer
    from rilo_desktop.services.submit import LeftOut, Order

    lines = {
        "records": tuple(data["records"]),
        "left_out": tuple(LeftOut(**one) for one in data["left_out"]),
        "answers": tuple(Answer(**one) for one in data.get("answers", ())),
    }
    return Order(**{**data, **lines})
