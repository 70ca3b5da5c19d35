"""Where goods were sent from, and where they were detected: flows between two rows of places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rilo_desktop.drawing import Flow, FlowChart, Node

from .bars import Counted, counted
from .case_columns import DETECTED, MISSING, SENT_FROM, CaseColumns
from .marking import with_parts
from .messages import Words
from .results import ChartData, PictureRow

MOST_LEFT, MOST_RIGHT = 8, 12
"""Places that are drawn by name on either side; the rest are one node."""
REST = "*"


def route_picture(
    columns: CaseColumns, mask: bytearray, part: bytearray | None, words: Words
) -> ChartData:
    say = words.say
    found = counted(columns, (SENT_FROM, DETECTED), mask, part)
    carried = _conveyances(columns, mask, words)
    rows = tuple(_row(one, carried[one.codes], words) for one in found)
    left, right = _totals(found, 0), _totals(found, 1)
    shown_left = _shown(left, MOST_LEFT)
    shown_right = _untangled(_shown(right, MOST_RIGHT), found, shown_left)
    picture = ChartData(
        key="route",
        title=say.text("Routes"),
        about=_about(left, shown_left, words),
        told=_sentence(found, words),
        basis=_basis(found, words),
        heads=(
            say.text("Sent from"),
            say.text("Detected in"),
            say.text("Means of transport"),
            say.text("Cases"),
        ),
        rows=rows,
        chart=FlowChart(
            (say.text("Sent from"), say.text("Detected in")),
            _nodes(left, shown_left, words),
            _nodes(right, shown_right, words),
            _flows(found, shown_left, shown_right),
        ),
    )
    return picture if part is None else with_parts(picture, [one.part for one in found], words)


def _conveyances(
    columns: CaseColumns, mask: bytearray, words: Words
) -> Mapping[tuple[str, ...], str]:
    """(from, detected) -> "Express courier 3, Sea container 1"."""
    by_route: dict[tuple[str, ...], list[Counted]] = defaultdict(list)
    for one in counted(columns, (SENT_FROM, DETECTED, "conveyance"), mask, None):
        by_route[one.codes[:2]].append(one)
    return {
        codes: ", ".join(
            f"{words.code('conveyance', one.codes[2])} {words.number(one.count)}" for one in several
        )
        for codes, several in by_route.items()
    }


def _row(one: Counted, carried: str, words: Words) -> PictureRow:
    first, last = (words.code("country", code) for code in one.codes)
    spoken = words.say.labelled(f"{first} – {last}", words.cases(one.count))
    filters = {SENT_FROM: (one.codes[0],), DETECTED: (one.codes[1],)}
    return PictureRow((first, last, carried, one.count), f"{spoken} ({carried})", filters)


def _totals(found: Sequence[Counted], end: int) -> Counter[str]:
    totals: Counter[str] = Counter()
    for one in found:
        totals[one.codes[end]] += one.count
    return totals


def _shown(totals: Counter[str], most: int) -> list[str]:
    """Codes of the nodes: the most frequent, the rest as one, what is missing last."""
    known = sorted((c for c in totals if c not in MISSING), key=lambda c: (-totals[c], c))
    rest = [REST] if len(known) > most + 1 else []
    named = known[:most] if rest else known
    return [*named, *rest, *(code for code in MISSING if totals[code])]


def _untangled(shown: Sequence[str], found: Sequence[Counted], left: Sequence[str]) -> list[str]:
    """Places at the right as high as those at the left that lead to them: fewer bands cross."""
    at_left = {code: n for n, code in enumerate(left)}
    heights: Counter[str] = Counter()
    for one in found:
        heights[one.codes[1]] += one.count * at_left.get(one.codes[0], len(left))
    cases = _totals(found, 1)
    named = [code for code in shown if code not in MISSING and code != REST]
    named.sort(key=lambda code: heights[code] / cases[code])
    return [*named, *(code for code in shown if code not in named)]


def _nodes(totals: Counter[str], shown: Sequence[str], words: Words) -> tuple[Node, ...]:
    named = set(shown)
    rest = [code for code in totals if code not in named]
    made = []
    for code in shown:
        if code == REST:
            count = sum(totals[c] for c in rest)
            label = words.say.text("Other places")
        else:
            count, label = totals[code], words.code("country", code)
        made.append(Node(label, float(count), words.number(count), code in MISSING))
    return tuple(made)


def _flows(found: Sequence[Counted], left: Sequence[str], right: Sequence[str]) -> tuple[Flow, ...]:
    """One for each pair of nodes; -1 where it holds several rows."""
    at_left = {code: n for n, code in enumerate(left)}
    at_right = {code: n for n, code in enumerate(right)}
    sums: dict[tuple[int, int], list[tuple[int, Counted]]] = defaultdict(list)
    for number, one in enumerate(found):
        ends = (
            at_left.get(one.codes[0], at_left.get(REST, 0)),
            at_right.get(one.codes[1], at_right.get(REST, 0)),
        )
        sums[ends].append((number, one))
    return tuple(
        Flow(
            ends[0],
            ends[1],
            float(sum(one.count for _, one in several)),
            several[0][0] if len(several) == 1 else -1,
            float(sum(one.part for _, one in several)),
        )
        for ends, several in sums.items()
    )


def _about(left: Counter[str], shown: Sequence[str], words: Words) -> str:
    if REST in shown:
        known = sum(code not in MISSING for code in left)
        return words.say.text(
            "the {most} most frequent places of departure of {count}",
            most=MOST_LEFT,
            count=words.number(known),
        )
    return words.say.text("cases")


def _sentence(found: Sequence[Counted], words: Words) -> str:
    if not found or found[0].missing:
        return words.say.text("No case names both places.")
    first, last = (words.code("country", code) for code in found[0].codes)
    return words.say.text(
        "Most cases: from {first} to {last}, {count} of {all}.",
        first=first,
        last=last,
        count=words.number(found[0].count),
        all=words.number(sum(one.count for one in found)),
    )


def _basis(found: Sequence[Counted], words: Words) -> str:
    return words.say.text(
        "{count} of {all} cases name both places. A route with several origins is counted "
        "under the first.",
        count=words.number(sum(one.count for one in found if not one.missing)),
        all=words.number(sum(one.count for one in found)),
    )
