"""The analysis product: what an office issues, made from its cases."""

from __future__ import annotations

from rilo_desktop.records import (
    Dissemination,
    Product,
    ProductCase,
    ProductContact,
    ProductSign,
    ProductStage,
    ProductStep,
)
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
        columns=("product_type", "issued", "valid_to", "disseminations"),
        aside="issued",
        aside_label=N_("Issued"),
        facets=("product_type", "area", "workflow"),
        preview=(
            ("text", "summary"),
            ("text", "valid_to"),
            ("lines", "signs"),
            ("lines", "steps"),
            ("text", "assessment"),
            ("lines", "disseminations"),
            ("lines", "cases"),
        ),
    ),
    form={
        "identity": ("title!", "product_type issued", "valid_from valid_to area", *NAMED),
        "content": ("summary",),
        "signs": ("signs",),
        "steps": ("steps",),
        "contacts": ("audience", "contacts"),
        "method": ("method",),
        "route": ("route",),
        "goods": ("goods",),
        "pictures": ("pictures",),
        "analysis": ("question!", "assessment", "recommendations", "limits"),
        "basis": ("cases",),
        "dissemination": ("disseminations",),
        "source": ("source!",),
        "handling": ("tlp analyst_confidence review_date", *HANDLING[1:]),
    },
    lines={
        ProductCase: lines(
            "case:5 note:4",
            one=N_("Case study {number}"),
            add=N_("Add case study"),
            hint=N_("Type a number or a word of its title"),
        ),
        ProductSign: lines(
            "sign:4 innocent:4 indicator:4",
            "place:3 strength:2",
            one=N_("Sign {number}"),
            add=N_("Add sign"),
            hint=N_("What another officer can see"),
        ),
        ProductStep: lines(
            "text:7 by:2",
            one=N_("Line {number}"),
            add=N_("Add line"),
            hint=N_("What shall be done"),
        ),
        ProductContact: lines(
            "situation:3 function:3 soon:3 content:4",
            one=N_("Line {number}"),
            add=N_("Add line"),
            hint=N_("A find, danger, or nothing found"),
        ),
        ProductStage: lines(
            "name:2 note:5",
            one=N_("Stage {number}"),
            add=N_("Add stage"),
            hint=N_("Ordered, packed, posted, found"),
        ),
        Dissemination: lines(
            "function:4 office:2 day:2 why:3",
            "use_reported:4 reported_on:2",
            one=N_("Entry {number}"),
            add=N_("Add entry"),
            hint=N_("To which function it was given"),
        ),
    },
)
