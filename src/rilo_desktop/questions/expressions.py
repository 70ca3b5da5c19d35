"""Expressions of forms: text to a tree. The language is the part of XPath 1.0 that XLSForm uses.

An expression is parsed once and never given to `eval`. What is not understood is refused by name,
so that a form is refused when it is loaded and not while somebody answers it.

Source: https://getodk.github.io/xforms-spec/#xpath-functions (read 2026-11-27).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from .form_errors import ExpressionError
from .function_names import FUNCTIONS

LONGEST: Final = 10_000
"""Characters of an expression."""
DEEPEST: Final = 50
"""Levels of parentheses, arguments and predicates."""
LONGEST_CHAIN: Final = 200
"""Parts within one another, those of a long sum or path too: Python walks them by recursion."""


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | float


@dataclass(frozen=True, slots=True)
class Variable:
    """`${name}`: the question of this name, in the same repeat where it stands in one."""

    name: str


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Expression


@dataclass(frozen=True, slots=True)
class Operation:
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """`.` at the beginning of a path: the question itself, or the node that a predicate tests."""


@dataclass(frozen=True, slots=True)
class Root:
    """The place above the form, where absolute paths begin."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a name, "*" or ".."."""

    base: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    base: Expression
    predicate: Expression


Expression = Literal | Variable | Negation | Operation | Call | Context | Root | Step | Filter


_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<number> \d+(?:\.\d*)? | \.\d+ )
    | (?P<text>   "[^"]*" | '[^']*' )
    | (?P<variable> \$\{[^}]*\} )
    | (?P<sign>   \.\. | :: | // | != | <= | >= | [-+*/=<>()\[\],|@.] )
    | (?P<name>   [^\W\d](?:[\w.\-]*\w)?(?::[^\W\d](?:[\w.\-]*\w)?)? )
    )""",
    re.VERBOSE,
)

_PRECEDENCE: Final = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6, "|": 8,
}  # fmt: skip
_UNARY: Final = 7


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


_END: Final = _Token("end", "")


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    while source[at:].strip():
        match = _TOKEN.match(source, at)
        if match is None:
            raise ExpressionError("unknown_sign", sign=source[at:].split()[0])
        at = match.end()
        yield _Token(match.lastgroup or "", match[match.lastgroup or 0])


class _Parser:
    """Precedence climbing over the tokens of one expression."""

    def __init__(self, source: str) -> None:
        self._tokens = [*_tokens(source), _END]
        self._at = 0
        self._depth = 0

    def parse(self) -> Expression:
        found = self._expression(0)
        if self._now is not _END:
            self._refuse(self._now)
        return found

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._now
        self._at += 1
        return token

    def _expect(self, sign: str) -> None:
        if self._now.text != sign or self._now.kind == "text":
            if self._now is _END:
                raise ExpressionError("missing_last", sign=sign)
            raise ExpressionError("missing_sign", sign=sign, before=self._now.text)
        self._take()

    def _refuse(self, token: _Token) -> NoReturn:
        if token is _END:
            raise ExpressionError("early_end")
        raise ExpressionError("unknown_sign", sign=token.text)

    def _expression(self, above: int) -> Expression:
        """Everything that binds more tightly than `above`."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError("expression_depth")
        if self._now.text == "-" and self._now.kind == "sign":
            self._take()
            left: Expression = Negation(self._expression(_UNARY - 1))
        else:
            left = self._path()
        while (power := self._binds()) > above:
            operator = self._take().text
            left = Operation(operator, left, self._expression(power))
        self._depth -= 1
        return left

    def _binds(self) -> int:
        token = self._now
        return _PRECEDENCE.get(token.text, 0) if token.kind in ("sign", "name") else 0

    def _path(self) -> Expression:
        token = self._now
        if token.kind == "number":
            self._take()
            return Literal(float(token.text))
        if token.kind == "text":
            self._take()
            return Literal(token.text[1:-1])
        if token.kind == "variable":
            self._take()
            return self._rest(Variable(token.text[2:-1].strip()))
        if token.text == "(":
            self._take()
            inner = self._expression(0)
            self._expect(")")
            return self._rest(inner)
        if token.kind == "name" and self._tokens[self._at + 1].text == "(":
            return self._rest(self._call())
        if token.text == "/":
            self._take()
            return self._steps(Root())
        if token.kind == "name" or token.text in (".", "..", "*"):
            return self._steps(Context())
        return self._refuse(token)

    def _call(self) -> Expression:
        name = self._take().text.removeprefix("jr:")
        self._take()
        arguments: list[Expression] = []
        while self._now.text != ")" or self._now.kind == "text":
            if arguments:
                self._expect(",")
            arguments.append(self._expression(0))
        self._take()
        known = FUNCTIONS.get(name)
        if known is None:
            raise ExpressionError("function", name=name)
        least, most = known
        if not least <= len(arguments) <= most:
            raise ExpressionError("arguments", name=name)
        if name == "indexed-repeat":
            _check_indexed(arguments)
        if name in LIST_FUNCTIONS:
            _check_list(name, arguments)
        return Call(name, tuple(arguments))

    def _rest(self, base: Expression) -> Expression:
        """Predicates and steps after what a path begins with."""
        base = self._predicates(base)
        if self._now.text == "/" and self._now.kind == "sign":
            self._take()
            return self._steps(base)
        return base

    def _steps(self, base: Expression) -> Expression:
        while True:
            token = self._take()
            if token.kind == "sign" and token.text == ".":
                pass
            elif token.kind == "name" and self._now.text == "::":
                raise ExpressionError("axis", name=token.text)
            elif token.kind == "name" or (token.kind == "sign" and token.text in ("..", "*")):
                base = Step(base, token.text)
            elif token.text == "@":
                raise ExpressionError("attributes")
            else:
                self._refuse(token)
            base = self._predicates(base)
            if not (self._now.text == "/" and self._now.kind == "sign"):
                return base
            self._take()

    def _predicates(self, base: Expression) -> Expression:
        while self._now.text == "[" and self._now.kind == "sign":
            self._take()
            predicate = self._expression(0)
            self._expect("]")
            base = Filter(base, predicate)
        return base


def _check_indexed(arguments: list[Expression]) -> None:
    if len(arguments) % 2 == 0:
        raise ExpressionError("arguments", name="indexed-repeat")
    if not all(isinstance(each, Variable) for each in (arguments[0], *arguments[1::2])):
        raise ExpressionError("indexed_names")


LIST_FUNCTIONS: Final = frozenset({"instance", "pulldata"})
"""Their first argument is the name of a list."""


def _check_list(name: str, arguments: list[Expression]) -> None:
    match arguments[0]:
        case Literal(value=str(named)):
            arguments[0] = Literal(named.strip().removesuffix(".csv"))
        case _:
            raise ExpressionError("list_text", name=name)


def parse(source: str) -> Expression:
    """The tree of an expression. Raises ExpressionError with what is not understood."""
    if len(source) > LONGEST:
        raise ExpressionError("expression_length", limit=LONGEST)
    expression = _Parser(source).parse()
    if any(depth > LONGEST_CHAIN for _, depth in _walk(expression)):
        raise ExpressionError("expression_parts")
    return expression


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything in it, outermost first."""
    return (part for part, _ in _walk(expression))


def _walk(expression: Expression) -> Iterator[tuple[Expression, int]]:
    waiting = [(expression, 1)]
    while waiting:
        part, depth = waiting.pop()
        yield part, depth
        waiting.extend((each, depth + 1) for each in reversed(_inside(part)))


def _inside(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Negation(operand=inner) | Step(base=inner):
            return (inner,)
        case Operation(left=first, right=second) | Filter(base=first, predicate=second):
            return (first, second)
        case Call(arguments=arguments):
            return arguments
        case _:
            return ()


TEMPLATE: Final = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
"""`${name}` in a label, hint or message."""


def question_named(text: str) -> str:
    """The name of the question that a text says as `${name}`, `/data/name` or `name`."""
    return text.strip().removeprefix("${").removesuffix("}").strip().rsplit("/", 1)[-1]
