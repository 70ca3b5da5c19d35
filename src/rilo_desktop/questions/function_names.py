"""Functions of expressions: name, least and most arguments. What is not here is refused."""

from __future__ import annotations

from typing import Final

MANY: Final = 1_000

FUNCTIONS: Final[dict[str, tuple[int, int]]] = {
    "abs": (1, 1), "acos": (1, 1), "area": (1, 1), "asin": (1, 1), "atan": (1, 1), "atan2": (2, 2),
    "boolean": (1, 1), "boolean-from-string": (1, 1), "ceiling": (1, 1),
    "checklist": (2, MANY), "choice-name": (2, 2), "coalesce": (2, 2), "concat": (1, MANY),
    "contains": (2, 2), "cos": (1, 1), "count": (1, 1), "count-non-empty": (1, 1),
    "count-selected": (1, 1), "current": (0, 0), "date": (1, 1), "date-time": (1, 1),
    "decimal-date-time": (1, 1), "decimal-time": (1, 1), "device-info": (0, 0),
    "difference-in-months": (2, 2), "distance": (1, MANY), "duration": (0, 0),
    "ends-with": (2, 2), "exp": (1, 1), "exp10": (1, 1), "false": (0, 0), "floor": (1, 1),
    "format-date": (2, 2), "format-date-time": (2, 2), "geofence": (2, 2), "if": (3, 3),
    "indexed-repeat": (3, 7), "instance": (1, 1), "int": (1, 1), "join": (2, MANY),
    "last": (0, 0), "log": (1, 1),
    "log10": (1, 1), "max": (1, MANY), "min": (1, MANY), "normalize-space": (0, 1), "not": (1, 1),
    "now": (0, 0), "number": (0, 1), "once": (1, 1), "pi": (0, 0), "position": (0, 1),
    "pow": (2, 2), "pulldata": (4, 4), "random": (0, 0), "regex": (2, 2),
    "round": (1, 2), "selected": (2, 2),
    "selected-at": (2, 2), "sin": (1, 1), "sqrt": (1, 1), "starts-with": (2, 2), "string": (0, 1),
    "string-length": (0, 1), "substr": (2, 3), "substring": (2, 3), "substring-after": (2, 2),
    "substring-before": (2, 2), "sum": (1, MANY), "tan": (1, 1), "today": (0, 0),
    "translate": (3, 3), "true": (0, 0), "uuid": (0, 1), "weighted-checklist": (4, MANY),
}  # fmt: skip
"""The functions of the ODK specification but those of encodings (`digest`, `base64-decode`) and
`randomize`. Of other clients that forms are written for: `difference-in-months` of the Community
Health Toolkit; `device-info` and `duration` of SurveyCTO, which are empty, as nothing of a device
is kept.
"""
