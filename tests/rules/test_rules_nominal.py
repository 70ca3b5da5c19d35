"""The guard finds who is named in six languages, and is quiet about goods."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import pytest
from rules_cases import GOODS, SOUND, only, said

from rilo_desktop.records import CaseStudy, fields_of
from rilo_desktop.rules.findings import Nature
from rilo_desktop.rules.identifiers import identifiers
from rilo_desktop.rules.judge import judge
from rilo_desktop.rules.nominal import guarded

NAMED = [
    ("an e-mail address", "write to j.doe+x@mail.example.org today", "j.doe+x@mail.example.org"),
    ("an e-mail address", "<jd@x.org>", "jd@x.org"),
    ("an e-mail address", "почта: иван@почта.рф", "иван@почта.рф"),
    ("an e-mail address", "jd [at] x.org", "jd [at] x.org"),
    ("a telephone number", "reached at +86 138 0013 8000 only", "+86 138 0013 8000"),
    ("a telephone number", "Tel: 555-123-4567", "555-123-4567"),
    ("a telephone number", "tél. : 01 23 45 67 89", "01 23 45 67 89"),
    ("a telephone number", "teléfono 912 345 678", "912 345 678"),
    ("a telephone number", "telemóvel n.º 912345678", "912345678"),
    ("a telephone number", "Тел. 8 (495) 123-45-67", "8 (495) 123-45-67"),
    ("a telephone number", "هاتف رقم: ٠١٢٣٤٥٦٧٨٩", "٠١٢٣٤٥٦٧٨٩"),
    ("a telephone number", "WhatsApp (+966) 50 123 4567", "(+966) 50 123 4567"),
    ("the number of an identity document", "passport no. AB1234567 of", "AB1234567"),
    ("the number of an identity document", "passeport n° 12AB34567", "12AB34567"),
    ("the number of an identity document", "pasaporte núm. XDA123456", "XDA123456"),
    ("the number of an identity document", "DNI 12345678Z", "12345678Z"),
    ("the number of an identity document", "CPF 529.982.247-25", "529.982.247-25"),
    ("the number of an identity document", "the number 529.982.247-25", "529.982.247-25"),
    ("the number of an identity document", "паспорт серия 45 07 № 123456", "45 07 № 123456"),
    ("the number of an identity document", "جواز سفر رقم A1234567", "A1234567"),
    ("the number of an identity document", "carte d'identité n° 880692310285", "880692310285"),
    ("the number of a payment card", "paid with 4111 1111 1111 1111.", "4111 1111 1111 1111"),
    ("the number of a payment card", "5500-0055-5555-5559", "5500-0055-5555-5559"),
    ("the number of a payment card", "378282246310005", "378282246310005"),
    ("the number of a payment card", "بطاقة ٤١١١١١١١١١١١١١١١", "٤١١١١١١١١١١١١١١١"),
    ("an IBAN", "to GB82 WEST 1234 5698 7654 32 in", "GB82 WEST 1234 5698 7654 32"),
    ("an IBAN", "DE89370400440532013000", "DE89370400440532013000"),
    ("an account number", "bank account no. 12345678", "12345678"),
    ("an account number", "compte bancaire 30004 00003", "30004 00003"),
    ("an account number", "р/с 40817810099910004312", "40817810099910004312"),
    ("an account number", "حساب رقم ١٢٣٤٥٦٧٨", "١٢٣٤٥٦٧٨"),
    ("a vehicle plate", "a van, licence plate AB-123-CD,", "AB-123-CD"),
    ("a vehicle plate", "camion immatriculé AB 123 CD", "AB 123 CD"),
    ("a vehicle plate", "matrícula 1234 BCD", "1234 BCD"),
    ("a vehicle plate", "placa ABC1D23", "ABC1D23"),
    ("a vehicle plate", "госномер А123ВС77", "А123ВС77"),
    ("a vehicle plate", "لوحة رقم ١٢٣٤ أ ب ج", "١٢٣٤ أ ب ج"),
    ("an IMEI", "IMEI: 49-015420-323751-8", "49-015420-323751-8"),
    ("an IMEI", "a telephone, 356938035643809", "356938035643809"),
    ("a date of birth", "born on 12.03.1980", "12.03.1980"),
    ("a date of birth", "née le 12 mars 1980", "12 mars 1980"),
    ("a date of birth", "تاريخ الميلاد: 1980-03-12", "1980-03-12"),
    ("the number of a postal item", "item RR473124829GB", "RR473124829GB"),
]

QUIET = [
    "570,000 tablets, 1 234 567 890 pieces and 12.345.678 cigarettes were seized on 2019-08-10.",
    "HS 3004.90.00 and 8517.13; mobile phones 8517.13.00.00; heading 2939.45",
    "See AP/2026/CS/A0012 and CS-AP-2019-001, indicators RTE-03 and SPL-01.",
    "https://example.org/tel/0123456789?card=4111111111111111 and http://x.org/@user/356938035643809",
    "Value USD 513,937.76; between 1,000,000 and 2,500,000 euros",
    "plaques de 10 comprimés, plaquettes de 12; on compte 570000 comprimés",
    "A 40-foot container, MSKU 123456 7, 283 express items, batch 20240815123456",
    "telephone parts: 11134 pieces; portable 1470; Tel Aviv 2019",
    "Passport covers: 12 boxes; identity card printers, 40 pieces",
    "account of 570000 pieces; on account of 12345678 tablets",
    "4000000000000000 and 1234 5678 9012 3456 are no cards (Luhn)",
    "на 8 (восемь) коробок, 157500 штук, 2026 год",
    "١٢٣٬٠٠٠ قرص في ٤٥ كرتونا بتاريخ ٢٠١٩-٠٨-١٠",
    "EAN 4006381333931, lot 0000000000000000",
    "Users @home wrote a@b and x@y; 5 @ 3.50",
]


@pytest.mark.parametrize(("what", "text", "match"), NAMED)
def test_who_is_named_is_found(what: str, text: str, match: str) -> None:
    (one,) = identifiers(text)
    assert (one.what, text[one.start : one.end]) == (what, match)


@pytest.mark.parametrize("text", QUIET)
def test_texts_about_goods_are_quiet(text: str) -> None:
    assert [(one.what, text[one.start : one.end]) for one in identifiers(text)] == []


def test_every_published_text_is_quiet() -> None:
    folder = resources.files("rilo_desktop.assets")
    files = ("sample/cases.json", "sample/action_items.json", "catalogue/obligations.json")
    texts = [(folder / name).read_text("utf-8") for name in files]
    texts += [(folder / f"catalogue/{n}.csv").read_text("utf-8") for n in ("indicators", "offices")]
    strings = [s for text in texts[:3] for s in _strings(json.loads(text))] + texts[3:]
    assert len(strings) > 2000
    found = {(one.what, s[one.start : one.end]) for s in strings for one in identifiers(s)}
    assert found == set()


def _strings(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    items = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for item in items for text in _strings(item)]


def test_the_finding_blocks_may_be_justified_and_shows_no_more_than_needed() -> None:
    finding = only(replace(SOUND, summary="Ask j.doe@example.org"))
    assert (finding.rule, finding.blocks) == ("nominal.identifier", True)
    assert (finding.nature, finding.justifiable) == (Nature.NOMINAL, True)
    assert (finding.place.field, finding.place.section) == ("summary", "identity")
    assert said(finding) == (
        "Summary seems to hold an e-mail address (j…@…org): take it out, "
        "or let the reviewer justify it."
    )
    card = only(replace(SOUND, goods=(replace(GOODS, note="4111 1111 1111 1111"),)))
    assert (card.place.field, card.values["match"]) == ("goods.1.note", "4…11")
    assert "1111 1111" not in repr(card)


def test_each_field_that_may_name_somebody_is_read() -> None:
    found = {
        name
        for name in guarded(CaseStudy)
        for finding in judge(replace(SOUND, **{name: "jd@example.org"}))
        if finding.rule == "nominal.identifier" and finding.place.field == name
    }
    assert found == {n for n, about in fields_of(CaseStudy).items() if about.nominal}
    assert {"title", "summary", "modus_operandi", "lessons", "location_place"} <= found


def test_sources_are_not_read() -> None:
    assert judge(replace(SOUND, source="jd@example.org")) == ()


def test_a_list_of_customers_gives_no_endless_list() -> None:
    many = " ".join(f"user{number}@example.org" for number in range(500))
    assert 1 < len(judge(replace(SOUND, summary=many))) <= 20
