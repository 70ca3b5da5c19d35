"""An instance held against an XForm: elements, types, and what each bind and control asks for.

Written without a look at `rilo_desktop.questions`; libxml2 evaluates the expressions and knows the
types of XML Schema. What it cannot evaluate is counted, not passed over.

Source: https://getodk.github.io/xforms-spec/, bindings, data types and body elements.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from lxml import etree
from odk_by_libxml2 import XF, Evaluator, NotDone, XForm, number, text, truth

_TYPES: Final = {
    "string": "string",
    "binary": "string",
    "int": "int",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "odk:rank": "NMTOKENS",
    "barcode": "string",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
}
"""Type of a bind, and the type of XML Schema that its values have."""
_DECIMAL: Final = r"-?[0-9]+(\.[0-9]+)?"
_POINT: Final = rf"{_DECIMAL} {_DECIMAL}( {_DECIMAL}( {_DECIMAL})?)?"
_PATTERNS: Final = {
    "geopoint": _POINT,
    "geotrace": rf"{_POINT}( *; *{_POINT})+ *;?",
    "geoshape": rf"{_POINT}( *; *{_POINT}){{2,}} *;?",
}
"""Types of ODK as patterns of XML Schema; a trace and a shape have so many points or more."""
_SCHEMA: Final = etree.XMLSchema(
    etree.fromstring(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        + "".join(
            f'<xs:element name="{name}" type="xs:{name}"/>'
            for name in sorted({*_TYPES.values()} - {*_PATTERNS})
        )
        + "".join(
            f'<xs:element name="{name}"><xs:simpleType><xs:restriction base="xs:string">'
            f'<xs:pattern value="{pattern}"/></xs:restriction></xs:simpleType></xs:element>'
            for name, pattern in _PATTERNS.items()
        )
        + "</xs:schema>"
    )
)
_EPOCH: Final = datetime(1970, 1, 1)
_META: Final = "meta"
_SAID: Final = "said"
"""Attribute of what is a day, and counts as a number for expressions: its text."""


def _format_day(value: Any, pattern: Any) -> str:
    plain = number(value)
    return "" if plain != plain else f"{_EPOCH + timedelta(days=plain):{text(pattern)}}"


_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "format-date": _format_day,
}
"""Of ODK, beyond those that libxml2 is given elsewhere."""


def _days(value: str) -> str | None:
    """Days compare as numbers, days since 1970: XPath 1.0 knows no days. None of another text."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(T.*)?", value)
    if found is None:
        return None
    since = datetime.fromisoformat(value).replace(tzinfo=None) - _EPOCH
    return f"{since.total_seconds() / 86_400:.9f}".rstrip("0").rstrip(".")


def is_of_type(value: str, kind: str) -> bool:
    """Is a text a value of the type of a bind? Raises KeyError for a type without one here."""
    element = etree.Element(_TYPES[kind])
    element.text = value
    return bool(_SCHEMA.validate(element)) and (kind not in _PATTERNS or _is_on_earth(value, kind))


def _is_on_earth(value: str, kind: str) -> bool:
    """Within the bounds of degrees; a shape is closed, a trace is not."""
    points = [tuple(map(float, each.split())) for each in value.split(";") if each.strip()]
    closes = points[0][:2] == points[-1][:2]
    within = all(abs(point[0]) <= 90 and abs(point[1]) <= 180 for point in points)
    return within and (closes if kind == "geoshape" else not closes or kind == "geopoint")


@dataclass
class Validation:
    """What an instance has against it: (path, rule), with the rules' names of a bind."""

    xform: XForm
    today: str
    left_out: frozenset[str] = frozenset()
    """Names of questions that an instance may lack."""
    found: list[tuple[str, str]] = field(default_factory=list)
    not_done: Counter[str] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._binds = {bind.get("nodeset"): bind for bind in self.xform.binds()}
        self._repeats = self.xform.repeats()
        self._controls = {
            control.get("ref"): control
            for control in self.xform.root.iter()
            if control.get("ref") and etree.QName(control).localname not in ("label", "hint")
        }
        self._set_values = {each.get("ref") for each in self.xform.root.iter(f"{XF}setvalue")}

    def check(self, instance: bytes) -> list[tuple[str, str]]:
        root, model = etree.fromstring(instance), self.xform.instance
        for element in root.iter():
            if (day := _days(element.text or "")) is not None:
                element.set(_SAID, element.text)
                element.text = day
        own = _FUNCTIONS | {"today": lambda: _days(self.today)}
        self._evaluator = Evaluator(root, self.xform.lists, own)
        if (root.tag, *_names(root)) != (model.tag, *_names(model)):
            self._says("", "root")
        if not (root.findtext(f"{_META}/instanceID") or "").startswith("uuid:"):
            self._says(_META, "instanceID")
        self._elements(root, model, f"/{root.tag}", "")
        return self.found

    def _elements(self, element: Any, model: Any, place: str, path: str) -> None:
        """Those of one element: in the order of the model, none more, none less than relevant."""
        wanted = {child.tag: child for child in reversed(model) if isinstance(child.tag, str)}
        order = list(dict.fromkeys(child.tag for child in model))
        places = [order.index(each.tag) if each.tag in wanted else -1 for each in element]
        if places != sorted(places) or -1 in places:
            self._says(path, "order")
            return
        for name in order:
            nodeset, own = f"{place}/{name}", f"{path}/{name}".lstrip("/")
            found = element.findall(name)
            if name == _META and not path:
                continue
            if nodeset in self._repeats:
                for number, each in enumerate(found, start=1):
                    self._element(each, wanted[name], nodeset, f"{own}[{number}]")
            elif len(found) > 1:
                self._says(own, "twice")
            elif found:
                self._element(found[0], wanted[name], nodeset, own)
            elif name not in self.left_out:
                self._absent(element, sum(at < order.index(name) for at in places), nodeset, own)

    def _element(self, element: Any, model: Any, nodeset: str, path: str) -> None:
        bind = self._binds.get(nodeset)
        if bind is not None and not self._truth(bind, "relevant", element, otherwise=True):
            self._says(path, "relevant")
        if len(model):
            self._elements(element, model, nodeset, path)
        elif bind is not None:
            self._value(element, model, bind, path)

    def _absent(self, parent: Any, at: int, nodeset: str, path: str) -> None:
        """What is not there is not relevant."""
        bind = self._binds.get(nodeset)
        if bind is None or not bind.get("relevant"):
            self._says(path, "absent")
            return
        stand_in = etree.Element(nodeset.rpartition("/")[2])
        parent.insert(at, stand_in)
        if self._truth(bind, "relevant", stand_in, otherwise=False):
            self._says(path, "absent")
        parent.remove(stand_in)

    def _value(self, element: Any, model: Any, bind: Any, path: str) -> None:
        value, nodeset = _said(element), bind.get("nodeset")
        kind = bind.get("type", "string")
        self._computed(element, model, bind, path)
        if not value.strip():
            if self._truth(bind, "required", element, otherwise=False):
                self._says(path, "required")
            return
        self.checked["type"] += 1
        if not is_of_type(value, kind) or not self._in_range(nodeset, value):
            self._says(path, "type")
        elif not self._is_offered(element, nodeset, value, kind):
            self._says(path, "choice")
        elif not self._truth(bind, "constraint", element, otherwise=True):
            self._says(path, "constraint")

    def _computed(self, element: Any, model: Any, bind: Any, path: str) -> None:
        """What nobody answers has the value that the form gives it."""
        value, nodeset = _said(element), bind.get("nodeset")
        if bind.get("calculate"):
            value = element.text or ""
            try:
                said = text(self._evaluator.value(bind.get("calculate"), element))
            except NotDone as reason:
                self.not_done[str(reason)] += 1
                return
            self.checked["calculate"] += 1
            if value != ("" if said == "NaN" else said):
                self._says(path, "calculate")
            return
        is_given = value == (model.text or "") or nodeset in self._set_values
        if self._truth(bind, "readonly", element, otherwise=False) and not is_given:
            self._says(path, "readonly")

    def _in_range(self, nodeset: str, value: str) -> bool:
        control = self._controls.get(nodeset)
        if control is None or control.tag != f"{XF}range":
            return True
        low, high, step = (Decimal(control.get(name)) for name in ("start", "end", "step"))
        at = Decimal(value)
        return min(low, high) <= at <= max(low, high) and (at - min(low, high)) % step == 0

    def _is_offered(self, element: Any, nodeset: str, value: str, kind: str) -> bool:
        control = self._controls.get(nodeset)
        itemset = control.find(f"{XF}itemset") if control is not None else None
        if itemset is None:
            return True
        source = itemset.get("nodeset").removeprefix("randomize(").rstrip(")")
        try:
            found = self._evaluator.value(source, element)
        except NotDone as reason:
            self.not_done[str(reason)] += 1
            return True
        self.checked["choice"] += 1
        column = itemset.find(f"{XF}value").get("ref")
        offered = [each.findtext(column) for each in found]
        chosen = [value] if control.tag == f"{XF}select1" else value.split()
        if kind == "odk:rank":
            return sorted(chosen) == sorted(offered)
        return len(set(chosen)) == len(chosen) and set(chosen) <= set(offered)

    def _truth(self, bind: Any, attribute: str, at: Any, otherwise: bool) -> bool:
        expression = bind.get(attribute)
        if not expression:
            return otherwise
        try:
            said = truth(self._evaluator.value(expression, at))
        except NotDone as reason:
            self.not_done[str(reason)] += 1
            return otherwise
        self.checked[attribute] += 1
        return said

    def _says(self, path: str, rule: str) -> None:
        self.found.append((path, rule))


def _said(element: Any) -> str:
    return str(element.get(_SAID) or element.text or "")


def _names(root: Any) -> Iterator[Any]:
    """What the root of an instance takes over from the model."""
    yield from (root.get(name) for name in ("id", "version"))
