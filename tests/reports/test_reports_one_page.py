"""Documents of one page: they are one page, or refused with the field that is too long."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import reports_products as products
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_reading import squeezed

from rilo_desktop.language import catalogue
from rilo_desktop.records import Product, ProductSign, ProductStage
from rilo_desktop.reports import Content, made, page_count, sheet, too_long, unprintable
from rilo_desktop.reports.documents.document import Unprintable, drawing_of
from rilo_desktop.reports.engine.document_builder import Flow
from rilo_desktop.reports.engine.labels import Wording
from short_forms import examples

LONG = "Words that go on and say the same once more. " * 60
both = pytest.mark.parametrize("product", [products.TABLETS, products.WEIGHT], ids=lambda p: p.id)


def _text(content: Content) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(made(content)))
    return squeezed(" ".join(page.get_textpage().get_text_bounded() for page in document))


@both
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_one_page_and_says_everything(product: Product, language: str) -> None:
    content = products.content(product, language)
    assert not unprintable(content)
    assert page_count(made(content)) == page_count(sheet(content)) == 1
    text = _text(content)
    told = [product.title, product.summary, *product.audience, *(s.text for s in product.steps)]
    told += [part for sign in product.signs for part in (sign.sign, sign.innocent)]
    told += [part for one in product.contacts for part in (one.function, one.soon, one.content)]
    told += [part for one in product.method for part in (one.name, one.note)]
    for one in told:
        assert squeezed(str(one)) in text, one


def test_an_alert_counts_in_how_many_cases_each_sign_was_seen() -> None:
    text = _text(products.content(products.TABLETS))
    assert squeezed("11 of 11 cases") in text
    assert squeezed("9 of 11 cases") in text
    assert squeezed("B2 (11)") in text
    alone = _text(products.content(products.TABLETS, cases=0))
    assert squeezed("no case named") in alone
    assert squeezed("of 0") not in alone


def test_every_number_of_a_sign_says_what_was_counted() -> None:
    content = products.content(products.TABLETS)
    flow = Flow(Wording("en", content.name_of))
    page = drawing_of(content.head.type).page
    assert page is not None
    page(flow, content)
    cells = [cell.element for slab in flow.slabs for cell in slab.cells]
    counts = [count for cell in cells for count in cell.counts]
    assert sorted({(one.value, one.base) for one in counts}) == [(9, 11), (11, 11)]
    assert all(len(one.records) == one.value for one in counts)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", LONG[:900]),
        ("summary", LONG),
        ("recommendations", LONG),
        ("limits", LONG),
        ("signs", products.TABLETS.signs * 6),
        ("steps", products.TABLETS.steps * 8),
        ("contacts", products.TABLETS.contacts * 8),
        ("method", (ProductStage(name="Packed", note=LONG[:900]),)),
    ],
)
def test_what_does_not_fit_is_refused_by_field_and_lines(field: str, value: object) -> None:
    content = products.content(replace(products.TABLETS, **{field: value}))  # type: ignore[arg-type]
    (found,) = too_long(content)
    assert found.place.field == field
    assert found.blocks
    assert not found.justifiable
    assert found.values["count"] >= 1
    with pytest.raises(Unprintable):
        made(content)


def test_so_many_lines_less_and_it_fits() -> None:
    """The number that is named is enough, and one line less is not."""
    lines = 40
    content = products.content(replace(products.TABLETS, summary="A line of its own\n" * lines))
    (found,) = too_long(content)
    count = found.values["count"]

    def fits(kept: int) -> bool:
        shorter = replace(products.TABLETS, summary="A line of its own\n" * kept)
        return not too_long(products.content(shorter))

    assert fits(lines - count)
    assert not fits(lines - count + 1)


def test_the_note_on_weight_gives_way_before_anything_is_refused() -> None:
    words = "Always there is not strong"
    short = replace(products.TABLETS, method=())
    assert squeezed(words) in _text(products.content(short))
    assert squeezed(words) not in _text(products.content(products.TABLETS))


def test_nothing_of_the_dissemination_or_the_store_is_printed() -> None:
    noted = replace(
        products.TABLETS,
        cases=tuple(replace(case, revision="f" * 64) for case in products.TABLETS.cases),
    )
    assert "f" * 20 not in _text(products.content(noted))


@both
def test_the_card_is_printed_as_it_is_read_out(product: Product) -> None:
    card = "HR8C-HKHZ-KAZK-TK7B-UT7J-SPD9-D2WG"
    document = pypdfium2.PdfDocument(io.BytesIO(made(products.content(product, card=card))))
    assert card in document[0].get_textpage().get_text_bounded().replace("\r\n", " ")


@both
def test_an_empty_product_is_a_page_without_empty_blocks(product: Product) -> None:
    bare = Product(id="p", title="Only a title", product_type=product.product_type)
    text = _text(products.content(bare, cases=0))
    say = catalogue("en").text
    for label in ("Look for", "What to do", "Whom to tell", "How it works", "Route", "Figure 1"):
        assert squeezed(say(label)) not in text


@both
@pytest.mark.parametrize("signs", [0, 1, 3])
def test_arabic_is_printed(product: Product, signs: int) -> None:
    title = "أقراص داخل بطاقات المعايدة"
    sign = ProductSign(sign="سلسلة من الرسائل", innocent="دعوات", indicator="SPL-01")
    arabic = replace(
        product, title=title, summary=title, assessment=title, signs=(sign,) * signs, language="ar"
    )
    assert page_count(made(products.content(arabic))) == 1


WORDS = st.text(
    st.sampled_from("abc déÉ 12,.–“ضوءΩЖ語한\n\t"), max_size=60
)  # what officers paste: several scripts, white space and signs
TEXTS = st.builds(lambda text, times: text * times, WORDS, st.sampled_from((1, 1, 2, 20)))


@both
def test_a_title_of_white_space_is_a_dash(product: Product) -> None:
    blank = replace(product, title=" \n\t", summary=" ")
    assert page_count(made(products.content(blank))) == 1


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(data=st.data())
def test_whatever_stands_in_a_product_it_is_one_page_or_refused_by_field(
    data: st.DataObject,
) -> None:
    product = data.draw(st.sampled_from((products.TABLETS, products.WEIGHT)))
    sign = ProductSign(sign=data.draw(TEXTS), innocent=data.draw(TEXTS), indicator="SPL-01")
    changed = replace(
        product,
        title=data.draw(TEXTS),
        summary=data.draw(TEXTS),
        limits=data.draw(TEXTS),
        signs=(sign,) * data.draw(st.integers(0, 5)),
        method=(ProductStage(note=data.draw(TEXTS)),) * data.draw(st.integers(0, 9)),
        audience=(data.draw(TEXTS),) * data.draw(st.integers(0, 3)),
    )
    content = products.content(changed, data.draw(st.sampled_from(("en", "fr"))))
    found = unprintable(content)
    if found:
        assert {one.rule for one in found} <= {"pages.one", "glyphs.covered"}
        assert all(one.place.field and one.blocks for one in found)
    else:
        assert page_count(made(content)) == 1


# --- for whom

READERS = (
    ("readers", "Selection; a rule with two fields; units as pieces; one threshold"),
    ("readers", "Contact points; weight in the record"),
)


@both
def test_for_whom_it_is_stands_as_a_table(product: Product) -> None:
    shorter = replace(product, method=(), route=())
    text = _text(products.content(shorter, messages=READERS))
    assert squeezed("For whom What is in it What helps What does not") in text
    assert squeezed("Selection a rule with two fields units as pieces one threshold") in text
    assert squeezed("Contact points weight in the record") in text
    assert squeezed("For whom") not in _text(products.content(shorter))


@both
def test_readers_that_do_not_fit_are_refused_by_their_name(product: Product) -> None:
    (finding,) = too_long(products.content(product, messages=READERS * 30))
    assert (finding.rule, finding.place.label) == ("pages.one", "For whom")
