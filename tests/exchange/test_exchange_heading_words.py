"""What a heading says beside its field: a unit, goods, a part of a date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.exchange.column_mapping.heading_words import goods_in, part_of_date, unit_in
from rilo_desktop.exchange.column_mapping.headings import heading_of


@pytest.mark.parametrize(
    ("header", "unit", "goods"),
    [
        ("Poids (kg)", "KG", ""),
        ("Cantidad kg", "KG", ""),
        ("cantidad_g", "G", ""),
        ("qnt_solido_gramas", "G", "solido"),
        ("qnt_liquido_ml", "ML", "liquido"),
        ("QtyKg", "KG", ""),
        ("Quantity seized in kilograms", "KG", ""),
        ("Scales (kg)", "KG", "Scales"),
        ("Ivory, weight in kg", "KG", "Ivory"),
        ("Number of carcasses", "PCS", "carcasses"),
        ("Carcasses", "", "Carcasses"),
        ("No. of bags", "BAG", ""),
        ("Cigarettes", "STICK", "Cigarettes"),
        ("Phones (pcs)", "PCS", "Phones"),
        ("Quantité (comprimés)", "TAB", ""),
        ("Количество, кг", "KG", ""),
        ("الكمية (كغ)", "KG", ""),
        ("Quantity", "", ""),
        ("Unidad", "", ""),
        ("Quantity unit", "", ""),
        ("Qty (kg or l)", "", ""),
        ("Number", "", ""),
        ("Qty kg / pieces", "KG", ""),
        ("", "", ""),
    ],
)
def test_a_heading_of_quantities(header: str, unit: str, goods: str) -> None:
    assert (unit_in(header), goods_in(header)) == (unit, goods)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("Year", "year"),
        ("ANO", "year"),
        ("Año del hecho", "year"),
        ("SEIZ_MONTH", "month"),
        ("Mois", "month"),
        ("DIA", "day"),
        ("День", "day"),
        ("السنة", "year"),
        ("Date", ""),
        ("Year and month", ""),
        ("Fiscal years", ""),
        ("", ""),
    ],
)
def test_a_heading_of_a_part_of_a_date(header: str, part: str) -> None:
    assert part_of_date(header) == part


@pytest.mark.parametrize(
    ("header", "currency", "of_money"),
    [
        ("EstValueUSD", "USD", True),
        ("Valor (R$)", "BRL", True),
        ("wartość [zł] za 1 szt. / za 1 kg", "PLN", True),
        ("Montant €", "EUR", True),
        ("Стоимость (руб.)", "", True),  # of two countries
        ("Value ($)", "", True),
        ("Volume (L)", "", False),
        ("Peso (real)", "", False),
        ("Cantidad kg", "", False),
        ("Quantity", "", False),
    ],
)
def test_a_heading_of_money(header: str, currency: str, of_money: bool) -> None:
    heading = heading_of(header)
    assert (heading.currency, heading.of_money) == (currency, of_money)


@given(st.text(max_size=60))
def test_any_heading_is_read(header: str) -> None:
    assert isinstance(unit_in(header) + goods_in(header) + part_of_date(header), str)
