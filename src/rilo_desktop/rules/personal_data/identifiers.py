"""Numbers and addresses that belong to one person, in the six languages of the network.

Numbers that carry a check digit are found anywhere; numbers that look like any other (documents,
accounts, national telephone numbers), and numbers whose check digit is wrong, only after a word
that says what they are. So that texts about goods stay quiet: quantities, HS codes, dates and
references are not such numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..checksums import cpf, iban, luhn
from . import words
from .kinds import DataKind, Found
from .words import NUMBER_SIGN, QUANTITY, TOP_LEVEL, one_of

Check = Callable[[str], bool]


def identifiers(text: str) -> Iterator[Found]:
    """In digits and blanks of ASCII; those that overlap are the caller's to choose from."""
    if _LONG.search(text):
        yield from _numbers(text)


# ---------------------------------------------------------------- e-mail
def emails(text: str) -> Iterator[Found]:
    """As it is typed, or as people write it who hide it: name [at] host [dot] org."""
    if "@" in text or _AT_SAID.search(text):
        yield from _matches(_EMAIL, DataKind.EMAIL, text)
        if _DOT_SAID.search(text) or _AT_FOREIGN.search(text):
            yield from _matches(_EMAIL_SPELLED, DataKind.EMAIL, text)


_AT = r"(?:at|arroba|arobase|собака|آت|أت|ات)"
_DOT = r"(?:dot|point|punto|ponto|точка|نقطة)"
_AT_SAID = re.compile(rf"(?<!\w){_AT}(?!\w)", re.IGNORECASE)
_AT_FOREIGN = re.compile(r"(?<!\w)(?:arroba|arobase|собака)(?!\w)", re.IGNORECASE)
_DOT_SAID = re.compile(rf"(?<!\w){_DOT}(?!\w)", re.IGNORECASE)
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}} {{0,2}}(?:@|[\[({{<] ?{_AT} ?[\])}}>]) {{0,2}}"
    rf"(?:[\w-]{{1,63}} ?(?:\.|[\[({{] ?(?:{_DOT}|\.) ?[\])}}]) ?){{1,5}}[^\W\d_]{{2,24}}(?!\w)",
    re.IGNORECASE,
)
_EMAIL_SPELLED = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}} {_AT} (?:[\w-]{{1,63}} {_DOT} ){{1,4}}{TOP_LEVEL}(?!\w)"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}} (?:arroba|arobase|собака) "
    rf"(?:[\w-]{{1,63}}\.){{1,5}}[^\W\d_]{{2,24}}(?!\w)",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- numbers found anywhere
_CARD_NUMBER = (
    r"(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|3[47]\d\d([ -]?)\d{6}\2\d{5}|3[068]\d{12})"
)
_CARD = re.compile(rf"(?<![\w.,-]){_CARD_NUMBER}(?![\w]|[.,-]\d)")
_CARD_PREFIX = re.compile(r"4|5[1-5]|2(?:20[0-4]|2[2-9]|[3-6]|7[01]|720)|6|3[04678]")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?(?!\w)")
_IBAN_GROUPED = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}([ -])(?:[A-Z0-9]{4}\1){3,7}[A-Z0-9]{1,4}(?!\w)",
)
_RUSSIAN_ACCOUNT = re.compile(r"(?<!\w)(?:4(?:0[1-8]|2[1-6])\d{5}810\d{9}|40[78]\d{17})(?!\w)")
"""Twenty digits that begin with the number of a bank's register."""
_IMEI = re.compile(r"(?<!\w)(?:\d{15}|\d{2}([ -])\d{6}\1\d{6}\1\d)(?!\w|[.,]\d)")
_IMEI_SAID = re.compile(r"(?<!\w)IMEI\W{0,3}(?:no\W{0,2})?(?P<id>\d(?:[ -]?\d){13,15})(?!\w)")
_IMEI_PREFIX = ("01", "35", "86", "98", "99")
_CPF = re.compile(r"(?<!\w)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)")
_EMIRATES_ID = re.compile(r"(?<![\w-])784-?(?:19|20)\d\d-?\d{7}-?\d(?![\w-])")
_SNILS = re.compile(r"(?<![\w-])\d{3}-\d{3}-\d{3} \d\d(?![\w-])")
_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+|\(\+)[1-9](?:[ ().\-]{0,2}\d){7,14}(?!\w)")
_NATIONAL = re.compile(
    r"(?<![\w.,/+-])(?:\(\d{2,4}\) ?\d{3,4}[ -]\d{2}-?\d{2}|8 ?[(-]\d{3}[)-] ?\d{3}-\d\d-\d\d"
    r"|\(\d{2}\) ?9?\d{4}-\d{4}|0\d{2,4} \d{3,4} \d{4}"
    r"|0[1-9](?:([ .])\d\d)(?:\1\d\d){3}|[2-9]\d\d([.-])[2-9]\d\d\2\d{4})(?![\w.,/-]?\d)"
)
"""Shapes that only telephone numbers have: (555) 010-5655, 8 (555) 010-40-62, 06 39 98 22 77."""


# ---------------------------------------------------------------- numbers after a word
_NOT_COUNTED = rf"(?! ?(?:%|{one_of(QUANTITY)}(?!\w)))"
_BETWEEN = rf"(?:{one_of(NUMBER_SIGN)}|\s)"


def _after(label: str, number: str, reach: int = 14, least: int = 1) -> re.Pattern[str]:
    """A number (group "id") behind one of these words; between them "no.", or "of the man:"."""
    return re.compile(
        rf"(?<!\w){one_of(label)}(?!\w)(?:(?: [^\W\d_]{{1,15}}){{1,3}} ?(?=:))?"
        rf"{_BETWEEN}{{{least},{reach}}}"
        rf"(?P<id>{number})(?!\w){_NOT_COUNTED}",
        re.IGNORECASE,
    )


_TELEPHONE = _after(words.TELEPHONE, r"[+(]{0,2}\d(?:[ ().\-/]{0,2}\d){6,14}")
_CALLED = _after(words.CALL, r"[+(]{0,2}\d(?:[ ().\-/]{0,2}\d){6,14}")
_ABOUT_GOODS = re.compile(r"\d{4}(?:\.\d{2}){2,3}|\d{4}-\d{2}-\d{2}|\d{2}[./-]\d{2}[./-]\d{4}")
"""An HS code or a date, though it follows "phone"."""
_DOCUMENT_NUMBER = (
    r"(?-i:(?=[A-ZА-Я0-9\u0621-\u064a ./-]{0,6}\d)"
    r"[A-ZА-Я0-9\u0621-\u064a](?:(?: ?№ ?|[ ./-])?[A-ZА-Я0-9]){4,17})"
)
_PASSPORT = _after(words.PASSPORT, _DOCUMENT_NUMBER)
_DOCUMENT = _after(words.DOCUMENT, _DOCUMENT_NUMBER)
_OTHER_DOCUMENT = _after(
    words.PAPER,
    r"(?-i:[A-Z]{1,3} ?\d{6,8}|\d{2}[A-Z]{2} ?\d{5}|\d{9}|\d\d ?\d\d \d{6}|[\u0621-\u064a]\d{7})",
)
"""After a word as wide as "document", only in the shapes that passports have."""
_FURTHER = re.compile(rf"(?:,? ?(?:and|et|y|e|и|و|&|/|,) ?)(?P<id>{_DOCUMENT_NUMBER})(?!\w)")
"""The second of "passports X and Y"."""
_ACCOUNT = _after(words.ACCOUNT, r"(?-i:(?:[A-Z]{2})?\d(?:[ -]?[A-Z\d]){5,33})", least=0)
_CARD_SAID = _after(words.CARD, _CARD_NUMBER.replace(r"\1", r"[ -]?").replace(r"\2", r"[ -]?"))

_DATE = (
    r"(?:\d{1,4}[./ -]\d{1,2}[./ -]\d{2,4}"
    r"|\d{1,2}(?:er|st|nd|rd|th|º|\.)? (?:de |of )?[^\W\d_]{3,12}\.?,? (?:de |do |of )?\d{4}"
    r"|[^\W\d_]{3,12} \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
_BIRTH = _after(words.BIRTH, _DATE)
_BORN_IN = re.compile(
    rf"(?<!\w){one_of(words.BIRTH)} (?:in|at|à|en|em|a|в) [^\W\d_]{{2,20}}"
    rf"(?: [^\W\d_]{{2,20}}){{0,2}},? (?:on |le |el |em |a )?(?P<id>{_DATE})(?!\w)",
    re.IGNORECASE,
)
_BORN_BEHIND = re.compile(
    rf"(?<!\w)(?P<id>{_DATE}),? ?\(?(?:г\. ?р\.|г/р|года рождения|d\.?o\.?b\.?(?!\w))",
    re.IGNORECASE,
)

_LONG = re.compile(r"\d(?:[ ().,/\-\u00a0]{0,2}[\dA-Z]){4}|\d{1,2} \w{3,12} \d{4}", re.IGNORECASE)
"""No identifier has fewer characters from its first digit on."""


def _numbers(text: str) -> Iterator[Found]:
    yield from _matches(_IBAN, DataKind.BANK_ACCOUNT, text, lambda v: iban(_bare(v)))
    yield from _matches(_IBAN_GROUPED, DataKind.BANK_ACCOUNT, text)
    yield from _matches(_CARD, DataKind.CARD, text, _is_card)
    yield from _matches(_CARD_SAID, DataKind.CARD, text, _has_card_prefix)
    yield from _matches(_IMEI, DataKind.DEVICE, text, _is_imei)
    yield from _matches(_IMEI_SAID, DataKind.DEVICE, text)
    yield from _matches(_CPF, DataKind.ID_DOCUMENT, text, lambda v: cpf(_digits(v)))
    yield from _matches(_EMIRATES_ID, DataKind.ID_DOCUMENT, text)
    yield from _matches(_SNILS, DataKind.ID_DOCUMENT, text)
    yield from _documents(_PASSPORT, DataKind.PASSPORT, text)
    yield from _documents(_DOCUMENT, DataKind.ID_DOCUMENT, text)
    yield from _documents(_OTHER_DOCUMENT, DataKind.PASSPORT, text)
    yield from _matches(_RUSSIAN_ACCOUNT, DataKind.BANK_ACCOUNT, text)
    yield from _matches(_ACCOUNT, DataKind.BANK_ACCOUNT, text, lambda v: len(_digits(v)) >= 6)
    yield from _matches(_TELEPHONE, DataKind.PHONE, text, lambda v: not _ABOUT_GOODS.fullmatch(v))
    yield from _matches(_CALLED, DataKind.PHONE, text)
    yield from _matches(_INTERNATIONAL, DataKind.PHONE, text)
    yield from _matches(_NATIONAL, DataKind.PHONE, text)
    yield from _matches(_BIRTH, DataKind.DATE_OF_BIRTH, text)
    yield from _matches(_BORN_IN, DataKind.DATE_OF_BIRTH, text)
    yield from _matches(_BORN_BEHIND, DataKind.DATE_OF_BIRTH, text)


def _matches(
    pattern: re.Pattern[str], kind: DataKind, text: str, check: Check | None = None
) -> Iterator[Found]:
    group = "id" if "id" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        if check is None or check(match[group]):
            yield Found(kind, *match.span(group))


def _documents(pattern: re.Pattern[str], kind: DataKind, text: str) -> Iterator[Found]:
    for one in _matches(pattern, kind, text, _is_document):
        yield one
        end = one.end
        while (more := _FURTHER.match(text, end)) and _is_document(more["id"]):
            yield Found(kind, *more.span("id"))
            end = more.end()


def _is_document(value: str) -> bool:
    return len(_digits(value)) >= 5 and not _ABOUT_GOODS.fullmatch(value)


def _has_card_prefix(value: str) -> bool:
    return _CARD_PREFIX.match(_digits(value)) is not None


def _is_card(value: str) -> bool:
    digits = _digits(value)
    return _has_card_prefix(digits) and luhn(digits) and len(set(digits)) > 1


def _is_imei(value: str) -> bool:
    digits = _digits(value)
    return digits.startswith(_IMEI_PREFIX) and luhn(digits)


def _bare(value: str) -> str:
    return value.replace(" ", "").replace("-", "")


def _digits(value: str) -> str:
    return "".join(c for c in value if "0" <= c <= "9")
