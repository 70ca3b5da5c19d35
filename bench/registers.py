"""A register as an office might keep it in a spreadsheet: many rows, some of them in doubt."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEAD = (
    "N°", "Ref.", "Date", "Country / Pays", "Goods / Marchandises", "Quantity / Quantité",
    "Value / Valeur", "From / De", "Via", "To / Vers", "Transport", "Outcome / Suite", "Remarks",
)  # fmt: skip
COUNTRIES = ("France", "Turquie", "China", "Kenya", "Pays-Bas", "Brasil", "España", "IN", "Ghana")
GOODS = ("mobile phones", "parfums", "loose tobacco", "montres", "vitamines", "sunglasses")
UNITS = ("pcs", "kg", "paires", "tablets", "cartons", "l")
WAYS = ("container", "camion", "express", "fret aérien", "colis postal")
OUTCOMES = ("saisi", "seized", "retenu", "détruit", "returned")
ASKED = 50
"""Of so many rows one asks a question about its country, and another one about its currency."""


def register(rows: int, seed: int = 7) -> Iterator[tuple[str, ...]]:
    """Title, heading, rows, and now and then a heading between them; the same for a seed."""
    chance = random.Random(seed)
    yield ("REGISTER OF CASES (invented)", *[""] * (len(HEAD) - 1))
    yield HEAD
    for n in range(1, rows + 1):
        if n % 2_000 == 0:
            yield (f"page {n // 2_000}", *[""] * (len(HEAD) - 1))
            continue
        day = date(2020, 1, 1) + timedelta(chance.randrange(2_000))
        dated = (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}")[chance.randrange(3)]
        country = "Nethrlands" if n % ASKED == 0 else chance.choice(COUNTRIES)
        worth = f"{chance.randrange(100, 99_999)} {'$' if n % ASKED == ASKED // 2 else 'EUR'}"
        yield (
            str(n),
            f"BIG-{n:06d}",
            dated,
            country,
            chance.choice(GOODS),
            f"{n + 1} {chance.choice(UNITS)}",
            worth,
            chance.choice(COUNTRIES),
            "",
            chance.choice(COUNTRIES),
            chance.choice(WAYS),
            chance.choice(OUTCOMES),
            "",
        )


def write_register(path: Path, rows: int) -> Path:
    """As .csv or .xlsx."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=";").writerows(register(rows))
        return path
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Register")
        for at, row in enumerate(register(rows)):
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(at, place, text)
    return path
