"""The guard finds what identifies somebody, in six languages, and is quiet about goods."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from importlib import resources

import pytest
from rules_cases import GOODS, SOUND, only, rules_of, said

from rilo_desktop.records.field_specs import FieldType, class_of, fields_of, record_types
from rilo_desktop.rules import personal_data_guard
from rilo_desktop.rules.findings import Nature
from rilo_desktop.rules.personal_data.detection import personal_data, remembered
from rilo_desktop.rules.personal_data.kinds import Found
from rilo_desktop.rules.personal_data_guard import words_of
from rilo_desktop.rules.record_parts import parts_of
from rilo_desktop.rules.validate import validate

NAMED = [
    ("email", "write to j.doe+x@mail.example.org today", "j.doe+x@mail.example.org"),
    ("email", "<jd@x.org>", "jd@x.org"),
    ("email", "почта: иван@почта.рф", "иван@почта.рф"),
    ("email", "jd [at] x.org", "jd [at] x.org"),
    ("phone", "reached at +86 138 0013 8000 only", "+86 138 0013 8000"),
    ("phone", "Tel: 555-123-4567", "555-123-4567"),
    ("phone", "tél. : 01 23 45 67 89", "01 23 45 67 89"),
    ("phone", "teléfono 912 345 678", "912 345 678"),
    ("phone", "telemóvel n.º 912345678", "912345678"),
    ("phone", "Тел. 8 (495) 123-45-67", "8 (495) 123-45-67"),
    ("phone", "هاتف رقم: ٠١٢٣٤٥٦٧٨٩", "٠١٢٣٤٥٦٧٨٩"),
    ("phone", "WhatsApp (+966) 50 123 4567", "(+966) 50 123 4567"),
    ("passport", "passport no. AB1234567 of", "AB1234567"),
    ("passport", "passeport n° 12AB34567", "12AB34567"),
    ("passport", "pasaporte núm. XDA123456", "XDA123456"),
    ("id_document", "DNI 12345678Z", "12345678Z"),
    ("id_document", "CPF 529.982.247-25", "529.982.247-25"),
    ("id_document", "the number 529.982.247-25", "529.982.247-25"),
    ("passport", "паспорт серия 45 07 № 123456", "45 07 № 123456"),
    ("passport", "جواز سفر رقم A1234567", "A1234567"),
    ("id_document", "carte d'identité n° 880692310285", "880692310285"),
    ("card", "paid with 4111 1111 1111 1111.", "4111 1111 1111 1111"),
    ("card", "5500-0055-5555-5559", "5500-0055-5555-5559"),
    ("card", "378282246310005", "378282246310005"),
    ("card", "بطاقة ٤١١١١١١١١١١١١١١١", "٤١١١١١١١١١١١١١١١"),
    ("bank_account", "to GB82 WEST 1234 5698 7654 32 in", "GB82 WEST 1234 5698 7654 32"),
    ("bank_account", "DE89370400440532013000", "DE89370400440532013000"),
    ("bank_account", "bank account no. 12345678", "12345678"),
    ("bank_account", "compte bancaire 30004 00003", "30004 00003"),
    ("bank_account", "р/с 40817810099910004312", "40817810099910004312"),
    ("bank_account", "حساب رقم ١٢٣٤٥٦٧٨", "١٢٣٤٥٦٧٨"),
    ("plate", "a van, licence plate AB-123-CD,", "AB-123-CD"),
    ("plate", "camion immatriculé AB 123 CD", "AB 123 CD"),
    ("plate", "matrícula 1234 BCD", "1234 BCD"),
    ("plate", "placa ABC1D23", "ABC1D23"),
    ("plate", "госномер А123ВС77", "А123ВС77"),
    ("plate", "لوحة رقم ١٢٣٤ أ ب ج", "١٢٣٤ أ ب ج"),
    ("device", "IMEI: 49-015420-323751-8", "49-015420-323751-8"),
    ("device", "a telephone, 356938035643809", "356938035643809"),
    ("date_of_birth", "born on 12.03.1980", "12.03.1980"),
    ("date_of_birth", "née le 12 mars 1980", "12 mars 1980"),
    ("date_of_birth", "تاريخ الميلاد: 1980-03-12", "1980-03-12"),
    ("waybill", "item RR473124829GB", "RR473124829GB"),
    ("passport", "passport no. C01X00T47 of the second man", "C01X00T47"),
    ("email", "jd (at) mail (dot) example (dot) org", "jd (at) mail (dot) example (dot) org"),
    ("email", "jd arroba ejemplo punto com", "jd arroba ejemplo punto com"),
    ("bank_account", "IBAN: GB82 WEST 1234 5698 7654 33", "GB82 WEST 1234 5698 7654 33"),
    ("card", "card 4111 1111 1111 1112, expired", "4111 1111 1111 1112"),
    ("person_name", "a call from Mr John Smith", "John Smith"),
    ("person_name", "the driver, A. Kowalski-Nowak, left", "A. Kowalski-Nowak"),
    ("person_name", "colis au nom de Jean-Luc Picard", "Jean-Luc Picard"),
    ("person_name", "hablamos con Luis de la Vega", "Luis de la Vega"),
    ("person_name", "falámos com João dos Santos", "João dos Santos"),
    ("person_name", "водитель Петров Иван Сергеевич", "Петров Иван Сергеевич"),
    ("person_name", "Сообщил Иванов И. И.", "Иванов И. И."),
    ("person_name", "الطرد باسم محمد بن خالد العتيبي", "محمد بن خالد العتيبي"),
    ("address", "sent to 12 Baker Street, London", "12 Baker Street, London"),
    ("address", "12, rue de la Paix, 75002 Paris", "12, rue de la Paix, 75002 Paris"),
    ("address", "calle Mayor 14, 2.º B, 28013 Madrid", "calle Mayor 14, 2.º B, 28013 Madrid"),
    ("address", "ул. Ленина, д. 5, кв. 12", "ул. Ленина, д. 5, кв. 12"),
    ("address", "P.O. Box 1234", "P.O. Box 1234"),
    ("company", "sold by Blue Door Trading Ltd.", "Blue Door Trading Ltd."),
    ("company", "facture de la Société Dubois & Fils", "Société Dubois & Fils"),
    ("company", "поставщик ООО «Ромашка»", "ООО «Ромашка»"),
    ("company", "المستورد شركة النور للتجارة", "شركة النور للتجارة"),
    ("handle", "offered by @cheap_pills77 daily", "@cheap_pills77"),
    ("url", "see https://pills.example/shop/item/7 now", "https://pills.example/shop/item/7"),
    ("waybill", "air waybill 999-00015680", "999-00015680"),
    ("container", "the box MSKU 123456 7", "MSKU 123456 7"),
]

QUIET = [
    "570,000 tablets, 1 234 567 890 pieces and 12.345.678 cigarettes were seized on 2019-08-10.",
    "HS 3004.90.00 and 8517.13; mobile phones 8517.13.00.00; heading 2939.45",
    "See AP/2026/CS/A0012 and CS-AP-2019-001, indicators RTE-03 and SPL-01.",
    "Value USD 513,937.76; between 1,000,000 and 2,500,000 euros",
    "plaques de 10 comprimés, plaquettes de 12; on compte 570000 comprimés",
    "A 40-foot container, 283 express items, batch 20240815123456",
    "telephone parts: 11134 pieces; portable 1470; Tel Aviv 2019",
    "Passport covers: 12 boxes; identity card printers, 40 pieces",
    "account of 570000 pieces; on account of 12345678 tablets",
    "4000000000000000 and 1234 5678 9012 3456 are no cards (Luhn)",
    "на 8 (восемь) коробок, 157500 штук, 2026 год",
    "١٢٣٬٠٠٠ قرص في ٤٥ كرتونا بتاريخ ٢٠١٩-٠٨-١٠",
    "EAN 4006381333931, lot 0000000000000000",
    "Users wrote a@b and x@y; 5 @ 3.50",
    "Seized by officers of Hong Kong Customs, Kowloon Bay; Michael Kors and Hugo Boss bags.",
    "Head of RILO Asia and the Pacific informed the Deputy Head; the Secretariat was told.",
    "Operation Blue Amber, vessel Maria Theresa, port Saint Peter, brand Paco Rabanne.",
    "Le chef du bureau de Koury a ordonné une visite; l'article 60 du code s'applique.",
    "https://www.info.gov.hk/gia/general/201908/12/P2019081200535.htm",
]


@pytest.mark.parametrize(("what", "text", "match"), NAMED)
def test_what_identifies_somebody_is_found(what: str, text: str, match: str) -> None:
    (one,) = personal_data(text)
    assert (one.kind, text[one.start : one.end]) == (what, match)


@pytest.mark.parametrize("text", QUIET)
def test_texts_about_goods_are_quiet(text: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in personal_data(text)] == []


def test_numbers_in_a_web_address_name_pages() -> None:
    text = "https://shop.example/tel/0123456789?card=4111111111111111"
    assert [one.kind for one in personal_data(text)] == ["url"]


def test_hardly_any_published_text_is_pointed_out() -> None:
    folder = resources.files("rilo_desktop.assets")
    files = ("sample/cases.json", "sample/action_items.json", "catalogue/obligations.json")
    texts = [(folder / name).read_text("utf-8") for name in files]
    strings = [s for text in texts for s in _strings(json.loads(text))]
    for name in (
        "indicators", "indicator_sources", "indicator_translations", "members", "offices",
        "office_hosts",
    ):  # fmt: skip
        rows = csv.reader((folder / f"catalogue/{name}.csv").read_text("utf-8-sig").splitlines())
        strings += [cell for row in rows for cell in row]
    assert len(strings) > 2000
    found = [(one.kind, s[one.start : one.end]) for s in strings for one in _judged(s)]
    assert len(found) <= 2, found


def _judged(text: str) -> tuple[Found, ...]:
    """Web addresses stand in a field of sources."""
    return personal_data(text, text.startswith("http"))


def _strings(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    items = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for item in items for text in _strings(item)]


def test_an_identifier_blocks_until_it_is_answered_and_shows_no_more_than_needed() -> None:
    finding = only(replace(SOUND, summary="Ask j.doe@example.org"))
    assert (finding.rule, finding.blocks) == ("nominal.identifier", True)
    assert (finding.nature, finding.justifiable) == (Nature.NOMINAL, False)
    assert (finding.place.field, finding.place.section) == ("summary", "identity")
    assert said(finding) == (
        "Summary seems to contain an e-mail address (j…@…org): remove it, or say why it may "
        "be sent."
    )
    card = only(replace(SOUND, goods=(replace(GOODS, note="4111 1111 1111 1111"),)))
    assert (card.place.field, card.values["match"]) == ("goods.1.note", "4…11")
    assert "1111 1111" not in repr(card)


def test_a_hint_warns_and_shows_the_words() -> None:
    case = replace(SOUND, source_more=("a paper", "a call from Mr John Smith"))
    finding = only(case)
    assert (finding.rule, finding.blocks) == ("nominal.hint", False)
    assert (finding.place.field, finding.values["match"]) == ("source_more", "John Smith")
    assert words_of(case, finding) == "John Smith"


@pytest.mark.parametrize("kind", sorted(record_types()))
@pytest.mark.parametrize("planted", ["write to jd@example.org", "a call from Mr John Smith"])
def test_every_text_field_of_every_kind_is_read(kind: str, planted: str) -> None:
    cls = class_of(kind)
    for one in _classes(cls):
        for name, about in fields_of(one).items():
            if about.type not in (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS):
                continue
            value = (planted,) if about.type is FieldType.TEXTS else planted
            thing = replace(one(), **{name: value})
            record = thing if one is cls else cls(**{_holds(cls, one): (thing,)})
            found = [f for part in parts_of(record) for f in personal_data_guard.findings(part)]
            assert bool(found) is not bool(about.unguarded), (kind, one.__name__, name)


def _classes(cls: type) -> list[type]:
    return [cls, *(about.lines for about in fields_of(cls).values() if about.lines)]


def _holds(cls: type, line: type) -> str:
    return next(name for name, about in fields_of(cls).items() if about.lines is line)


def test_a_field_that_is_not_read_says_why() -> None:
    silent = [
        about.unguarded
        for kind in record_types()
        for cls in (
            class_of(kind),
            *(a.lines for a in fields_of(class_of(kind)).values() if a.lines),
        )
        for about in fields_of(cls).values()
        if about.unguarded
    ]
    assert silent
    assert all(len(reason.split()) > 3 for reason in silent)


def test_sources_are_read_and_a_cited_page_is_none() -> None:
    assert validate(replace(SOUND, source="https://news.example.org/2024/seizure.html")) == ()
    assert rules_of(replace(SOUND, source="jd@example.org")) == ["nominal.identifier"]
    assert rules_of(replace(SOUND, source="https://pills.example/shop/item/7")) == ["nominal.hint"]


def test_a_list_of_customers_gives_no_endless_list() -> None:
    many = " ".join(f"user{number}@example.org" for number in range(500))
    assert 1 < len(validate(replace(SOUND, summary=many))) <= 20


def test_no_text_stays_in_memory_for_the_next_time() -> None:
    personal_data("write to jd@example.org today")
    assert not any("jd@" in repr(key) for key in remembered)
