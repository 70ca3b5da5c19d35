"""Postal addresses: a street with its number, a post box, and what follows of the town."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .kinds import ARABIC, DataKind, Found
from .words import one_of

_ENGLISH_STREETS = (
    r"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln|Mews|Drive|Close|Court|Way|Place|Square"
    r"|Crescent|Terrace|Boulevard|Blvd\.?|Row|Gardens|Park|Hill|Parade|Quay|Wharf|Highway|Walk|Yard"
    r"|Estate|Circle|Alley|Gate|Grove|Rise|Vale|Bank|View|Green)"
)
_NAME = r"[A-ZÀ-ÝÑА-ЯЁ](?:[\w'-]{1,30}|\w{0,3}\.(?= ))"
_ENGLISH = re.compile(
    rf"(?<![\w.,/-])(?:(?:Flat|Unit|Apt\.?|Suite|Room|Shop) \w{{1,5}},? )?\d{{1,5}}(?:-\d{{1,4}})?"
    rf"[A-Za-z]?,? (?:{_NAME} ){{1,4}}{_ENGLISH_STREETS}(?!\w)"
)
_STREETS = r"""
    rue avenue boulevard bd impasse allées? chemin quai ruelle venelle cité
    calle avenida av\. avda\. paseo plaza carrera cra\. camino carretera jirón jr\. pasaje c/
    rua r\. travessa largo praça estrada alameda rodovia
"""
_LINK = r"(?:de la |de l'|de los |de las |des |du |del |de |da |do |dos |das |d'|la |le |el |los )"
_ROMANCE = re.compile(
    rf"(?<![\w./-])(?P<number>\d{{1,5}}(?:[A-Za-z]| ?(?:bis|ter|quater))?,? )?"
    rf"(?i:{one_of(_STREETS)}) ?{_LINK}?{_LINK}?{_NAME}(?: {_LINK}?{_NAME}){{0,4}}"
    rf"(?P<after>,? ?(?:n\.?[ºo°]s? ?|núm\. ?|#)?\d{{1,5}}(?:-\d{{1,4}})?[A-Za-z]?(?! ?\w))?"
)
_LOT = re.compile(
    rf"(?<!\w)(?:(?:Mz|Mza|Manzana|Qd|Quadra)\.? ?\w{{1,3}},? )?"
    rf"(?i:lote?|lt|parcela|villa) (?:n[°ºo] ?)?\d{{1,4}}\w?, "
    r"(?i:urb\.|urbanización|barrio|bairro|quartier|lotissement|colonia|col\.) ?"
    rf"{_LINK}?{_NAME}(?: {_LINK}?{_NAME}){{0,3}}"
)
_RUSSIAN = re.compile(
    r"(?<!\w)(?:(?:(?:г|гор|п|пос|с|дер)\. ?|(?:город|пос[её]лок|село|деревня|станица) )"
    r"[А-ЯЁ][\w-]{1,30}, ?)?"
    r"(?:(?:ул|пер|пр|просп|наб|бул|ш|пл|мкр|пр-т|пр-д|б-р)\.? ?"
    r"|(?:улиц|переул\w{0,2}к|проспект|набережн|шоссе|бульвар|площад|проезд|тупик|микрорайон)"
    r"\w{0,3} )[А-ЯЁ\d][\w-]{1,30}(?: [А-ЯЁ][\w-]{1,30}){0,2}"
    r"(?:,? ?(?:д|дом|стр|корп|вл)\w{0,2}\.? ?\d{1,4}\w?(?:/\d{1,3})?|, ?\d{1,4}\w?(?!\w))"
)
_ARABIC = re.compile(
    r"(?<!\w)[بفول]{0,2}(?P<id>(?:شارع|طريق|حي|حارة|زقاق|نهج|بناية|عمارة|مجمع)"
    r"(?: [^\W\d_]{2,15}){1,4}"
    r"(?:،? (?:بناية|عمارة|رقم|مبنى|فيلا|شقة|محل|منزل|قطعة|دار)(?: رقم)? \d{1,5}|،? \d{1,5}))(?!\w)"
)
_BOX = re.compile(
    r"(?<!\w)(?:P\.? ?O\.? ?Box|PO Box|B\.? ?P\.?|Boîte postale"
    r"|Apartado(?: postal| de correos)?|Apdo\.?|Casilla(?: postal)?|Caixa [Pp]ostal|C\.P\."
    r"|а/я|абонентск\w{2,3} ящик\w{0,2}|ص\. ?ب\.?|صندوق بريد)"
    r" ?(?:n\.?[º°o] ?|№ ?|رقم )?\d{1,4}(?:[ -]?\d{2,4})?(?!\w)"
)
_CODED_TOWN = re.compile(
    r"(?<![\w./-])(?:\d{5,6},? (?=а/я)|\d{1,2}(?:er?|e|º|ª)? étage, )|(?<!\w)(?:\d{5,6}, )"
)
_INSIDE = """
    bât app apto apt esq dto dpto piso andar étage floor flat unit casa lote bloque bloco esc
    кв оф корп под эт
"""
_SEGMENT = re.compile(
    rf"[,،] (?:(?:{one_of(_INSIDE)}"
    r"|شقة|الطابق|بناية|مبنى|مكتب|محل|سوق|بلوك|فيلا)\.? ?[^\s,،;.]{0,12}"
    r"|\d{1,3}\.?[ºª°]?(?: ?[A-Za-z]{1,4}\.?)?(?=[,;. ]|$)"
    rf"|(?:[A-Z]{{1,2}}-)?\d{{3,6}}(?:-\d{{3}})?(?: {_NAME}){{1,3}}"
    rf"|(?:urb\.|bairro|barrio|quartier|Bairro|Barrio|Quartier) {_LINK}?{_NAME}(?: {_NAME}){{0,2}}"
    rf"|{_NAME}(?: {_LINK}?{_NAME}){{0,3}}(?: [A-Z\d]{{2,4}} \d[A-Z]{{2}}| \d{{4,6}})?(?! \d)"
    r"|(?:مدينة )?ال[^\W\d_]{2,15}(?: ال[^\W\d_]{2,15})?)(?=[,،;.:!? )]|$)",
)
_DIGIT = re.compile(r"\d")
_MOST_SEGMENTS = 5


def addresses(text: str) -> Iterator[Found]:
    if not _DIGIT.search(text):
        return  # no address is without a number
    for match in _ENGLISH.finditer(text):
        if not _is_no_street(text, match):
            yield _whole(text, *match.span())
    for pattern in (_RUSSIAN, _LOT, _BOX):
        for match in pattern.finditer(text):
            yield _whole(text, *match.span())
    for match in _ROMANCE.finditer(text):
        if match["number"] or match["after"] or _has_code(text, match.end()):
            yield _whole(text, *match.span())
    for match in _ARABIC.finditer(text) if ARABIC.search(text) else ():
        yield _whole(text, *match.span("id"))


_LAW_OR_YEAR = re.compile(
    r"(?:\b(?:No|Nos|Nr|Act|Law|Section|Sections|Article|Chapter|Order|Case|Rule|Decree|Schedule)"
    r"[. ]{1,2}|\b[a-z]+ of )$"
)
_PUBLIC = re.compile(
    r"(?:National|Supreme|High|Crown|Magistrates?'?|District|Federal|Constitutional|Regional|Appeals?"
    r"|Circuit|County|Marine|Game|Safari|Wildlife|Nature|Central|World|Development|Reserve|General"
    r"|Criminal|Provincial|Sessions|City|State) (?:Court|Park|Bank)$"
)
_COUNTED = re.compile(r" [a-z]{3,}")


def _is_no_street(text: str, match: re.Match[str]) -> bool:
    """The number of a law or a year before a court, a count before a park or a bank."""
    if not match[0].endswith(("Court", "Park", "Bank")):
        return False
    year = re.match(r"(?:19|20)\d\d(?!\d)", match[0])
    return bool(
        year
        or _PUBLIC.search(match[0])
        or _LAW_OR_YEAR.search(text[max(0, match.start() - 20) : match.start()])
        or _COUNTED.match(text, match.end())
    )


def _has_code(text: str, end: int) -> bool:
    """A number or a postcode in the next part: calle Mayor, 14."""
    return re.match(r",? ?\d{1,6}", text[end : end + 8]) is not None


def _whole(text: str, start: int, end: int) -> Found:
    """With the postcode before it, and the floor, the town and the postcode behind it."""
    for code in _CODED_TOWN.finditer(text, max(0, start - 10), start + 3):
        if code.end() == start:
            start = code.start()
    for _ in range(_MOST_SEGMENTS):
        more = _SEGMENT.match(text, end)
        if more is None:
            break
        end = more.end()
    return Found(DataKind.ADDRESS, start, end)
