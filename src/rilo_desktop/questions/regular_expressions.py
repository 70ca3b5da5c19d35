"""Regular expressions of a form, matched in time that grows with pattern times text, never faster.

Python's own matcher tries alternatives one after another: a pattern like `(a+)+b` takes it for
ever. Here all alternatives are followed at once (Thompson, "Regular expression search algorithm",
CACM 11/6, 1968). Python's parser reads the pattern; what needs memory of earlier text (back
references) is refused. Looking ahead or back follows the states of its own part from there.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

from .form_errors import PatternError

MOST_STATES: Final = 5_000
MOST_PARTS: Final = 20_000
"""Characters and groups of a pattern, each as often as it is repeated."""
LONGEST_TEXT: Final = 10_000
"""Characters of an answer that are looked at; a longer one does not match."""

Test = Callable[[str], bool]
Spend = Callable[[int], None]
Condition = Callable[[str, int, Spend], bool]
"""Does a place of a text allow to go on?"""

_CLASS: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_DASH: Final = re.compile(r"(\\[wdsWDS])-|\\.|-(?=\\[wdsWDS])", re.DOTALL)


class Pattern:
    """A compiled pattern. States are numbers; each has a test of one character, or is only passed
    on the way to others.
    """

    def __init__(self, source: str) -> None:
        self._tests: list[Test | None] = []
        self._ways: list[list[int]] = []
        self._conditions: dict[int, Condition] = {}
        self._parts = 0
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what later versions of Python read otherwise
                tree = parser.parse(_with_plain_dashes(source))
            self._fold = bool(tree.state.flags & re.IGNORECASE)
            self._end = self._state()
            self._start = self._sequence(tree, self._end)
        except (re.error, OverflowError, RecursionError) as error:
            raise PatternError("pattern", pattern=source) from error

    def matches(self, text: str, spend: Spend = lambda _: None) -> bool:
        """Does the whole text match? `spend` is told how much work each character is."""
        if len(text) > LONGEST_TEXT:
            return False
        return self._leads(self._start, self._end, text, 0, spend, whole=True)

    def _leads(
        self, start: int, end: int, text: str, at: int, spend: Spend, *, whole: bool
    ) -> bool:
        """Does a way through the text from a place of it lead from one state to another?

        `whole`: to the end of the text.
        """
        now = self._reached({start}, text, at, spend)
        while now and at < len(text):
            if end in now and not whole:
                return True
            spend(1 + len(now) // 4)
            passed: set[int] = set()
            for state in now:
                test = self._tests[state]
                if test is not None and test(text[at]):
                    passed.update(self._ways[state])
            at += 1
            now = self._reached(passed, text, at, spend)
        return end in now

    def _reached(self, states: set[int], text: str, at: int, spend: Spend) -> set[int]:
        """The states, and those that are reached from them without a character."""
        found, waiting = set(states), list(states)
        while waiting:
            state = waiting.pop()
            if self._tests[state] is not None:
                continue
            condition = self._conditions.get(state)
            if condition is not None and not condition(text, at, spend):
                continue
            for following in self._ways[state]:
                if following not in found:
                    found.add(following)
                    waiting.append(following)
        return found

    def _state(self, test: Test | None = None, *ways: int) -> int:
        if len(self._tests) >= MOST_STATES:
            raise PatternError("pattern_size")
        self._tests.append(test)
        self._ways.append(list(ways))
        return len(self._tests) - 1

    def _sequence(self, tree: Any, following: int) -> int:
        for operation, argument in reversed(list(tree)):
            self._parts += 1
            if self._parts > MOST_PARTS:
                raise PatternError("pattern_size")
            following = self._one(operation, argument, following)
        return following

    def _one(self, operation: Any, argument: Any, following: int) -> int:
        if operation in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            least, most, tree = argument
            return self._repeat(least, most, tree, following)
        if operation is codes.BRANCH:
            return self._state(None, *(self._sequence(each, following) for each in argument[1]))
        if operation is codes.SUBPATTERN:
            if argument[1] or argument[2]:
                raise PatternError("pattern_flags")
            return self._sequence(argument[3], following)
        if operation is codes.AT:
            return self._only_where(_CONDITIONS[argument], following)
        if operation in (codes.ASSERT, codes.ASSERT_NOT):
            direction, tree = argument
            return self._look(operation is codes.ASSERT, direction, tree, following)
        return self._state(self._test(operation, argument), following)

    def _repeat(self, least: int, most: Any, tree: Any, following: int) -> int:
        if least > MOST_STATES or (most > MOST_STATES and most is not codes.MAXREPEAT):
            raise PatternError("pattern_size")
        if not tree:
            return following
        if most is codes.MAXREPEAT:
            again = self._state(None, following)
            self._ways[again].append(self._sequence(tree, again))
            following = again
        else:
            end = following
            for _ in range(most - least):
                following = self._state(None, self._sequence(tree, following), end)
        for _ in range(least):
            following = self._sequence(tree, following)
        return following

    def _look(self, is_wanted: bool, direction: int, tree: Any, following: int) -> int:
        """From a place on, or at what stands right before it."""
        end = self._state()
        start = self._sequence(tree, end)
        least, most = tree.getwidth()
        if direction < 0 and least != most:
            raise PatternError("pattern_behind")

        def stands(text: str, at: int, spend: Spend) -> bool:
            if direction > 0:
                return self._leads(start, end, text, at, spend, whole=False)
            return at >= least and self._leads(start, end, text[:at], at - least, spend, whole=True)

        return self._only_where(
            lambda text, at, spend: stands(text, at, spend) is is_wanted, following
        )

    def _only_where(self, condition: Condition, following: int) -> int:
        state = self._state(None, following)
        self._conditions[state] = condition
        return state

    def _test(self, operation: Any, argument: Any) -> Test:
        if operation is codes.IN:
            negated = bool(argument) and argument[0][0] is codes.NEGATE
            tests = [self._test(*each) for each in argument[negated:]]
            return lambda sign: any(test(sign) for test in tests) is not negated
        if operation is codes.LITERAL:
            return self._any_case(lambda sign: ord(sign) == argument)
        if operation is codes.NOT_LITERAL:
            same = self._any_case(lambda sign: ord(sign) == argument)
            return lambda sign: not same(sign)
        if operation is codes.RANGE:
            low, high = argument
            return self._any_case(lambda sign: low <= ord(sign) <= high)
        if operation is codes.ANY:
            return lambda sign: sign != "\n"
        if operation is codes.CATEGORY:
            return _category(argument)
        if operation in (codes.GROUPREF, codes.GROUPREF_EXISTS):
            raise PatternError("pattern_back")
        raise PatternError("pattern_part", what=str(operation).lower())

    def _any_case(self, test: Test) -> Test:
        if not self._fold:
            return test
        return lambda sign: any(test(each) for each in {sign, *sign.lower(), *sign.upper()})


def _with_plain_dashes(source: str) -> str:
    """Beside a class a dash is itself, as in the languages of ODK's tools: [\\w-.]."""

    def plain(match: re.Match[str]) -> str:
        return (match[1] or "") + "\\-" if match[1] or match[0] == "-" else match[0]

    return _CLASS.sub(
        lambda match: _DASH.sub(plain, match[0]) if match[0][0] == "[" else match[0], source
    )


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _is_boundary(text: str, at: int) -> bool:
    before, after = text[max(0, at - 1) : at], text[at : at + 1]
    return bool(before and _is_word(before)) is not bool(after and _is_word(after))


_CONDITIONS: Final[dict[Any, Condition]] = {
    codes.AT_BEGINNING: lambda _text, at, _spend: at == 0,
    codes.AT_BEGINNING_STRING: lambda _text, at, _spend: at == 0,
    codes.AT_END: lambda text, at, _spend: at == len(text),
    codes.AT_END_STRING: lambda text, at, _spend: at == len(text),
    codes.AT_BOUNDARY: lambda text, at, _spend: _is_boundary(text, at),
    codes.AT_NON_BOUNDARY: lambda text, at, _spend: not _is_boundary(text, at),
}


def _category(name: Any) -> Test:
    def is_digit(sign: str) -> bool:
        return unicodedata.category(sign) == "Nd"

    tests: dict[Any, Test] = {
        codes.CATEGORY_DIGIT: is_digit,
        codes.CATEGORY_NOT_DIGIT: lambda sign: not is_digit(sign),
        codes.CATEGORY_SPACE: str.isspace,
        codes.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
        codes.CATEGORY_WORD: _is_word,
        codes.CATEGORY_NOT_WORD: lambda sign: not _is_word(sign),
    }
    return tests[name]


@lru_cache(maxsize=256)
def compiled(source: str) -> Pattern:
    """Raises PatternError."""
    if len(source) > LONGEST_TEXT:
        raise PatternError("pattern_size")
    return Pattern(source)
