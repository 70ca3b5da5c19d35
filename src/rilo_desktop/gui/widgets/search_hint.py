"""How a search can be told more than words: one line below the search box, all of it in its tip."""

from __future__ import annotations

from rilo_desktop.presentation.search_prefixes import PREFIXES

from ..i18n import tr
from ..theme.tokens import CAPTION, REGULAR
from .labels import ElidedLabel, tip


class SearchHint(ElidedLabel):
    def __init__(self) -> None:
        super().__init__(
            tr("Also: air OR mail, -mail, “side by side”, country:pl, before:2024-06"),
            CAPTION,
            REGULAR,
            "text3",
        )
        self.setAccessibleDescription(search_help())

    def _show_tip(self) -> None:
        self.setToolTip(tip(search_help()))


def search_help() -> str:
    """Every operator and prefix, one a line."""
    operators = (
        tr("air OR mail: one of the two"),
        tr("-mail or NOT mail: without this word"),
        tr("“side by side”: these words in this order"),
    )
    prefixes = (f"{tr(one.name)}:{one.example}  {tr(one.label)}" for one in PREFIXES)
    return "\n".join((*operators, "", *prefixes))
