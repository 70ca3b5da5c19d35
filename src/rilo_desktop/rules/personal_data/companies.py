"""Names of firms: by their legal form, by what they are called, or by a word before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .kinds import ARABIC, CYRILLIC, DataKind, Found
from .words import one_of, plain_words

_FORMS = r"""
    Ltd\.? Limited LLC L\.L\.C\.? LLP Inc\.? Incorporated Corp\.? Corporation Co\.,?_Ltd\.? PLC Plc
    Pty(?:\._Ltd\.?)? Pte(?:\._Ltd\.?)? GmbH Sdn\.?_Bhd\.? FZE FZCO FZ-LLC B\.?V\.? N\.V\.
    S\.p\.A\.
    SARL S\.A\.R\.L\.? S\.à_r\.l\. SAS S\.A\.S\.? SASU EURL SNC SCI SA S\.A\.(?:_de_C\.V\.)?
    S\.L\.(?:U\.)? S\.R\.L\.? SRL SL S\.A\.C\. E\.I\.R\.L\. Ltda\.? Lda\.? LTDA EIRELI S/A
    &_Co\.? &_Sons &_Brothers &_Fils &_Cie\.? et_Cie\.? et_Fils &_Frères y_Cía\.? &_Cía\.? y_Hijos
    e_Filhos &_Filhos e_Cia\.? &_Cia\.? &_Bros\.?
"""
_TRADES = r"""
    Trading Traders Merchants Logistics Freight Forwarding Forwarders Enterprises? Holdings?
    Import-Export Imports Exports Industries Commodities Wholesale Wholesalers Haulage Couriers
    Négoce Distribution Transit Logistique Import(?=_Export) Export(?=_Import)
    Distribuciones Importaciones Exportaciones Logística Distribuidora Importadora Exportadora
    Comércio Distribuição Importação Transportadora Despachos
"""
_HEADS = r"""
    SARL SAS SASU EURL SNC SCI
    Établissements? Etablissements? Ets\.? Sociétés? Société Sté\.? Maison GIE Comptoir Entreprise
    Comercial Importadora Exportadora Distribuidora Hermanos Grupo Transportes Almacenes Agencia
    Distribuciones Logística Transportadora Comércio Irmãos Despachante Armazéns Empresa Firma
"""
_OFFICIAL = plain_words("""
    customs police border ministry authority agency port secretariat rilo wco administration
    government national international european regional united douane douanes aduana aduanas
    alfândega ministère ministerio ministério polícia policía postal post project operation
    hong kong
""")
_FORM = re.compile(rf"(?<![\w.])(?=[A-Z&ey])(?:{one_of(_FORMS)[3:-1]})(?![\w]| ?\d)")
_TRADE = re.compile(rf"(?<![\w-])(?=[A-Z])(?:{one_of(_TRADES)[3:-1]})(?![\w-])")
_HEAD = re.compile(rf"(?<![\w-])(?=[A-ZÉ])(?:{one_of(_HEADS)[3:-1]})(?= )")
_LINKS = plain_words("& and et y e de del da do das dos des du la le las los of")
_REACH = 80


def companies(text: str) -> Iterator[Found]:
    for form in _FORM.finditer(text):
        start = _start_of(text, form.start())
        if start < form.start():
            yield Found(DataKind.COMPANY, start, form.end())
    for trade in _TRADE.finditer(text):
        start = _start_of(text, trade.start())
        if start < trade.start() and not _opens_sentence(text, start):
            yield Found(DataKind.COMPANY, start, _end_of(text, trade.end()))
    for head in _HEAD.finditer(text):
        end = _end_of(text, head.end())
        if end > head.end() and (head[0].isupper() or not _opens_sentence(text, head.start())):
            yield Found(DataKind.COMPANY, head.start(), end)
    for match in _FIRM_SAID.finditer(text):
        yield Found(DataKind.COMPANY, *match.span("id"))
    if CYRILLIC.search(text):
        yield from _russian(text)
    if ARABIC.search(text):
        yield from _arabic(text)


def _start_of(text: str, end: int) -> int:
    """Where the capitalised words start that stand before `end`; `end` where there are none."""
    begin = max(0, end - _REACH)
    words = list(re.finditer(r"\S+", text[begin:end]))
    start = end
    for word in reversed(words):
        bare = word[0].rstrip(",")
        opening = bare.lstrip("«\"“('")
        if not opening:
            break
        if opening[0].isupper():
            if opening.lower() in _OFFICIAL or (word[0][-1] in ".;:!?)" and len(bare) > 3):
                break
            if word[0].endswith(",") and text[start : start + 1].isalpha() and start != end:
                break
            start = (
                begin + word.end() - len(word[0]) + (len(word[0]) - len(word[0].lstrip("«\"“('")))
            )
            if bare != opening:
                break
        elif opening.lower() not in _LINKS:
            break
    return start


def _end_of(text: str, start: int) -> int:
    """Where the capitalised words end that follow."""
    end, at = start, start
    for word in re.finditer(r"[ ]\S+", text[start : start + _REACH]):
        said = word[0].strip()
        bare = said.rstrip('.,;:!?)»"”')
        at = start + word.end() - (len(said) - len(bare))
        if bare and bare[0].isupper():
            if bare.lower() in _OFFICIAL:
                break
            end = at
            if said != bare:
                break
        elif bare not in _LINKS:
            break
    return end


def _opens_sentence(text: str, start: int) -> bool:
    """There the capital says nothing: Global trading is ..."""
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?"


_RUSSIAN = re.compile(
    r"(?<!\w)(?:ООО|ОАО|ЗАО|ПАО|АО|ТОО|ЧП|ИП|ОсОО|ТДО|УП|ЧУП)"
    r"(?: ?[«\"“][^»\"”\n]{2,60}[»\"”]"
    r"| [А-ЯЁA-Z][\w-]{1,30}(?: [А-ЯЁ]\. ?[А-ЯЁ]\.| [А-ЯЁ][\w-]{1,30}){0,3})"
)
_RUSSIAN_SAID = re.compile(
    r"(?<!\w)(?:фирм\w{1,3}|компани\w{1,3}|магазин\w{0,3}|предприяти\w{1,3}) "
    r"(?P<id>[«\"“][^»\"”\n]{2,60}[»\"”])",
    re.IGNORECASE,
)
_FIRM_SAID = re.compile(
    r"(?<!\w)(?:firm|company|importer|exporter|shipper|consignee|consignor|broker|société|entreprise"
    r"|importateur|exportateur|destinataire|empresa|importador\w?|exportador\w?|firma)"
    r"(?:,| is| was|:)? "
    r"[«\"“](?P<id>[A-ZÀ-Ý][^»\"”\n]{2,60})[»\"”]"
)


def _russian(text: str) -> Iterator[Found]:
    for match in _RUSSIAN.finditer(text):
        yield Found(DataKind.COMPANY, *match.span())
    for match in _RUSSIAN_SAID.finditer(text):
        yield Found(DataKind.COMPANY, *match.span("id"))


_ARABIC = re.compile(
    r"(?<!\w)[وبلف]{0,2}(?P<id>(?:شركة|مؤسسة|مكتب|مجموعة|محلات|متجر)(?: \w{2,15}){1,5}?"
    r" (?:لل\w{2,12}|وشركاه|وأولاده|وإخوانه|المحدودة|التجارية|القابضة)"
    r"(?: (?:و\w{3,12}|ذ\. ?م\. ?م\.?|ش\. ?م\. ?م\.?|ش\. ?م\. ?[لب]\.?))*)(?!\w)"
)
_ARABIC_FORM = re.compile(
    r"(?<!\w)(?:\w{2,15} ){1,4}(?:ذ\. ?م\. ?م|ش\. ?م\. ?م|ش\. ?م\. ?[لبك])\.?(?!\w)"
)
_ARABIC_OFFICIAL = ("الجمارك", "جمارك", "الدولة", "وزارة", "الأدوية", "الشحن الجوي")


def _arabic(text: str) -> Iterator[Found]:
    for match in _ARABIC.finditer(text):
        if not any(word in match[0] for word in _ARABIC_OFFICIAL):
            yield Found(DataKind.COMPANY, *match.span("id"))
    for match in _ARABIC_FORM.finditer(text):
        yield Found(DataKind.COMPANY, *match.span())
