"""What identifies a vehicle or a consignment: plates, waybills, containers, postal items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..checksums import air_waybill, container, postal_item
from .kinds import DataKind, Found
from .words import NUMBER_SIGN, PLATE, VEHICLE, one_of

_WAYBILL_WORDS = r"""
    (?:air_?)?way_?bill\w{0,1} m?awb hawb b/l bills?_of_lading consignment_notes? cmr
    tracking(?:_(?:number|no|code))? parcel_(?:number|no)
    lta lettres?_de_(?:transport|voiture) connaissements? bordereau suivi colis_n[°ºo]
    guías?(?:_(?:aérea|terrestre|de_remisión|de_carga))? conocimientos? carta_de_porte rastreo
    conhecimentos?(?:_(?:aéreo|de_embarque))? rastreio rastreamento guia
    (?:авиа)?накладн\w{2,3} коносамент\w{0,2} трек\w{0,4}(?:_номер\w{0,2})? (?:авиа)?грузов\w{2,3}
    (?:\w{1,2})?بوليصة(?:_(?:الشحن|شحن|النقل)(?:_الجوي)?)? بوالص رقم_التتبع (?:\w{1,2})?سند_الشحن
"""
_AIR = re.compile(r"(?<![\w-])\d{3}(?:-\d{8}|[ -]\d{4} ?\d{4})(?![\w-])")
_SAID = re.compile(
    rf"(?<!\w){one_of(_WAYBILL_WORDS)}(?!\w)(?:{one_of(NUMBER_SIGN)}|aéreo|aérea|\s){{1,10}}"
    r"(?P<id>\d{3}(?:-\d{8}|[ -]\d{4} ?\d{4})"
    r"|(?-i:(?=[A-Z0-9/-]{0,12}\d{4})[A-Z0-9]{2,6}[/-]?[A-Z0-9]{4,14}(?:-\d{1,4})?))(?!\w)",
    re.IGNORECASE,
)
_POSTAL_ITEM = re.compile(r"(?<!\w)[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}(?!\w)")
_LADING = re.compile(r"(?<!\w)[A-Z]{4}\d{8,12}(?!\w)")
"""Bills of lading: the carrier's four letters, then more digits than a container has."""
_PARCEL = re.compile(r"(?<!\w)1Z[A-Z0-9]{16}(?!\w)")
CONTAINER = re.compile(r"(?<!\w)[A-Z]{3}([UJZ])[ -]?\d{3} ?\d{3}[ -]?\d(?!\w)")


def consignments(text: str) -> Iterator[Found]:
    if not _DIGITS.search(text):
        return
    for match in _POSTAL_ITEM.finditer(text):
        if postal_item(match[0].replace(" ", "")):
            yield Found(DataKind.WAYBILL, *match.span())
    for match in _AIR.finditer(text):
        if air_waybill(_digits(match[0])):
            yield Found(DataKind.WAYBILL, *match.span())
    for match in CONTAINER.finditer(text):
        bare = match[0].replace(" ", "").replace("-", "")
        if match[1] == "U" or container(bare):
            yield Found(DataKind.CONTAINER, *match.span())
    for match in (*_PARCEL.finditer(text), *_LADING.finditer(text)):
        yield Found(DataKind.WAYBILL, *match.span())
    for match in _SAID.finditer(text):
        if len(_digits(match["id"])) >= 6 and not CONTAINER.fullmatch(match["id"]):
            yield Found(DataKind.WAYBILL, *match.span("id"))
    yield from _plates(text)


_DIGITS = re.compile(r"\d\d")
_PLATE_WORD = re.compile(
    rf"(?<!\w){one_of(PLATE)}(?!\w)(?:{one_of(NUMBER_SIGN)}|\s){{0,10}}", re.IGNORECASE
)
_UPPER = "A-ZА-ЯЁ\u0621-\u064a"
_PLATE = re.compile(
    rf"(?<!\w)(?:\d{{2,4}} ?(?:[\u0621-\u064a] ?){{2,3}}|(?:[\u0621-\u064a] ){{2,3}}\d{{2,4}}"
    rf"|[{_UPPER}]{{1,3}}[ -]?\d{{2,4}}[ -]?[{_UPPER}]{{1,3}}(?: ?\d{{2,3}}(?!\d))?"
    rf"|\d{{1,4}}[ -](?:[{_UPPER}] ?){{1,3}}[ -]?\d{{0,4}}|\d{{1,4}}[A-ZА-ЯЁ]{{1,3}}\d{{0,4}}"
    rf"|[A-Z]{{3}} ?\d[A-Z]\d{{2}}|[A-ZА-ЯЁ]{{1,3}}[ -]?\d{{3,5}}|[A-Z]{{2}}\d\d ?[A-Z]{{3}}"
    rf"|[A-ZА-ЯЁ]{{2}} \d{{4}}-\d|[A-ZА-ЯЁ]{{1,3}}-\d{{3,6}}|[A-Z]{{3}} ?\d{{3}} ?[A-Z]{{1,2}}"
    rf"|\d{{3,5}} [\u0621-\u064a]|[A-Z]{{2}}-\d{{3,4}}-[A-Z]{{1,2}}|[A-Z]{{2}}-\d\d-[A-Z]{{2}}"
    r"|[A-Z]{3}-\d\d-\d\d|[A-Z]{2}(?:[ -]?\d{2}){2}[ -]?[A-Z]{1,2}"
    rf"|[A-Z]{{2}} ?\d{{1,2}} ?[A-Z]{{1,3}} ?\d{{1,4}}|\d\d-[A-Z]{{2}}-\d\d)(?!\w)"
)
_BARE_PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}-\d{3}-[A-Z]{2}|[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2} ?\d{2,3})(?![\w-])"
)
"""Two shapes that hardly anything else has: France's and Russia's."""
_VEHICLE = re.compile(
    rf"(?<!\w){one_of(VEHICLE)}(?!\w)(?:{one_of(NUMBER_SIGN)}|\s){{1,6}}", re.IGNORECASE
)
_SPLIT_PLATE = re.compile(r"\d{2,3}-\d{4,6}(?!\w)")
_ALSO = re.compile(r"(?:,? (?:and|et|y|e|и|or|ou|o) |, | و ?)")


def _plates(text: str) -> Iterator[Found]:
    for word in _PLATE_WORD.finditer(text):
        plate = _PLATE.match(text, word.end()) or _behind_words(text, word.end())
        while plate and len(_digits(plate[0])) >= 2:
            yield Found(DataKind.PLATE, *plate.span())
            also = _ALSO.match(text, plate.end())
            plate = _PLATE.match(text, also.end()) if also else None
    for vehicle in _VEHICLE.finditer(text):
        at = vehicle.end()
        if plate := _PLATE.match(text, at) or _SPLIT_PLATE.match(text, at):
            yield Found(DataKind.PLATE, *plate.span())
    for match in _BARE_PLATE.finditer(text):
        yield Found(DataKind.PLATE, *match.span())


_WORDS = re.compile(r"(?:[^\W\d_A-ZА-ЯЁ][^\W\d_]{0,15}[ :,]{1,2}){1,3}")
_TYPE_WORD = re.compile(
    r"(?<!\w)(?:types?|tipos?|тип\w?|model\w{0,2}|طراز|نوع|with|of)(?!\w)", re.I
)


def _behind_words(text: str, start: int) -> re.Match[str] | None:
    """A plate behind up to three words, unless these name a type: plates, type AB 204 CD."""
    between = _WORDS.match(text, start)
    if between is None or _TYPE_WORD.search(between[0]):
        return None
    return _PLATE.match(text, between.end())


def _digits(value: str) -> str:
    return "".join(c for c in value if "0" <= c <= "9")
