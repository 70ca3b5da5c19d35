"""Expressions of an XForm, evaluated by libxml2 (lxml) over the answers as XML.

Written without a look at `rilo_desktop.questions`, so that both can be compared. libxml2 knows
XPath 1.0; functions that ODK adds stand here in their simplest form; what is missing is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

XF = "{http://www.w3.org/2002/xforms}"
NAMESPACES = {
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
}
BINDS = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
    "required": "required",
    "readonly": "read_only",
}
"""Attribute of a bind, and the field of an item."""
_NAN = float("nan")


def text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, etree._Element):
        return "".join(value.itertext())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value:
            return "NaN"
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else str(value)
    return str(value)


def number(value: Any) -> float:
    if isinstance(value, (bool, float)):
        return float(value)
    plain = text(value).strip()
    return float(plain) if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", plain) else _NAN


def truth(value: Any) -> bool:
    return bool(value == value and value)


def _all(parts: Any) -> list[str]:
    return [text(each) for part in parts for each in (part if isinstance(part, list) else [part])]


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "if": lambda test, yes, no: yes if truth(test) else no,
    "selected": lambda value, code: text(code).strip() in text(value).split(),
    "count-selected": lambda value: float(len(text(value).split())),
    "coalesce": lambda one, other: text(one) or text(other),
    "regex": lambda value, pattern: re.fullmatch(text(pattern), text(value)) is not None,
    "int": lambda value: float(int(number(value))) if number(value) == number(value) else _NAN,
    "pow": lambda base, exponent: number(base) ** number(exponent),
    "join": lambda mark, *parts: text(mark).join(_all(parts)),
    "count-non-empty": lambda nodes: float(sum(bool(text(each)) for each in nodes)),
    "max": lambda *parts: max([number(each) for each in _all(parts)], default=_NAN),
    "min": lambda *parts: min([number(each) for each in _all(parts)], default=_NAN),
    "today": lambda: "2026-11-27",
    "boolean-from-string": lambda value: text(value) in ("1", "true"),
    "string-length": lambda value: float(len(text(value))),
}

_KNOWN = {
    *_FUNCTIONS,
    *(
        "current",
        "instance",
        "pulldata",
        "form",
        "and",
        "or",
        "div",
        "mod",
        "last",
        "count",
        "name",
        "string",
    ),
    *("concat", "contains", "starts-with", "substring", "substring-before", "substring-after"),
    *("normalize-space", "translate", "boolean", "not", "true", "false", "number", "sum", "floor"),
    "ceiling",
}


@dataclass
class XForm:
    root: Any
    instance: Any
    """The form's own node; names without namespace."""
    lists: dict[str, Any]

    def binds(self) -> Iterator[Any]:
        return self.root.iter(f"{XF}bind")

    def repeats(self) -> set[str]:
        return {each.get("nodeset", "") for each in self.root.iter(f"{XF}repeat")}

    def itemsets(self) -> Iterator[tuple[str, str]]:
        """Path of a question, and the path of its choices."""
        for itemset in self.root.iter(f"{XF}itemset"):
            yield itemset.getparent().get("ref", ""), itemset.get("nodeset", "")


def read_xform(source: bytes) -> XForm | None:
    parser = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        return None
    instances = list(root.iter(f"{XF}instance"))
    if not instances or not len(instances[0]):
        return None
    for instance in instances:
        for element in instance.iter():
            element.tag = etree.QName(element).localname
    lists = {str(each.get("id")): each for each in instances[1:]}
    return XForm(root, instances[0][0], lists)


class NotDone(Exception):
    """libxml2 does not take an expression; the text is why, in few words."""


class Evaluator:
    def __init__(
        self, tree: Any, lists: dict[str, Any], own: Mapping[str, Callable[..., Any]] | None = None
    ) -> None:
        """`own`: functions that stand for those of this module."""
        self._root = tree
        self._lists = lists
        self._here: Any = None
        self._extensions: dict[tuple[str | None, str], Callable[..., Any]] = {
            (None, name): (lambda _, *given, of=of: of(*given))
            for name, of in {**_FUNCTIONS, **(own or {})}.items()
        }
        self._extensions[None, "current"] = lambda _: [self._here]
        self._extensions[None, "form"] = lambda _: [self._root]
        self._extensions[None, "instance"] = lambda _, name: [self._lists[text(name)]]
        self._extensions[None, "pulldata"] = lambda _, *given: self._pulled(*map(text, given))

    def _pulled(self, name: str, column: str, of_key: str, key: str) -> str:
        for item in self._lists[name].findall("root/item"):
            if (item.findtext(of_key) or "") == key:
                return item.findtext(column) or ""
        return ""

    def value(self, expression: str, at: Any) -> Any:
        """Raises NotDone."""
        self._here = at
        # An absolute path means the form, also in a predicate over a list of choices.
        expression = re.sub(rf"(?<![\w)\].*])/{self._root.tag}(?![\w.-])", "form()", expression)
        try:
            path = etree.XPath(expression, namespaces=NAMESPACES, extensions=self._extensions)
            return path(at)
        except (etree.XPathError, KeyError, TypeError, OverflowError, re.error) as error:
            named = re.findall(r"[\w:-]+(?=\s*\()", expression)
            unknown = [name for name in named if name not in _KNOWN]
            raise NotDone(f"{unknown[0]}()" if unknown else str(error)) from error
