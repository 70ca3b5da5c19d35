"""The analysis product: what an office issues, made from its cases."""

from __future__ import annotations

from rilo_desktop.records import Product, ProductCase
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED, lines
from .list_spec import ListSpec
from .navigation import ACTIVITY
from .record_type import RecordTypeSpec

PRODUCT = RecordTypeSpec(
    record=Product,
    icon="news",
    group=ACTIVITY,
    new=N_("New product"),
    empty=N_("No analysis products yet"),
    about=N_("An analysis product tells others what the office concludes from its cases."),
    retention=True,
    on_today=True,
    sample="products.xlsx",
    list=ListSpec(
        "product",
        second=("product_type",),
        columns=("product_type", "issued"),
        aside="issued",
        aside_label=N_("Issued"),
        facets=("product_type", "workflow"),
        preview=(("text", "summary"), ("text", "assessment"), ("lines", "cases")),
    ),
    form={
        "identity": ("title!", "product_type issued", *NAMED),
        "content": ("summary", "assessment", "recommendations"),
        "basis": ("cases",),
        "source": ("source!",),
        "handling": HANDLING,
    },
    lines={
        ProductCase: lines(
            "case:5 note:4",
            one=N_("Case study {number}"),
            add=N_("Add case study"),
            hint=N_("Type a number or a word of its title"),
        ),
    },
)
