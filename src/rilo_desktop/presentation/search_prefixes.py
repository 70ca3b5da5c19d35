"""The prefixes of a search: `country:pl` finds the code, not a text that says so.

They are accepted in every language that the catalogue has.
"""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop.rules.findings import N_, NC_


@dataclass(frozen=True, slots=True)
class SearchPrefix:
    """`name` and `label` are messages; `example` is a value that can be typed behind it.

    One of `vocabulary`, `names`, `scheme` and `asks` says what it finds.
    """

    name: str
    example: str
    label: str
    vocabulary: str = ""
    """A code, or the beginning of a word of its label in any language."""
    names: str = ""
    """Record type whose own number begins like this."""
    scheme: str = ""
    """Identifiers that begin like this."""
    asks: str = ""
    """A fact that no field holds: before, after, date, changed, author, kind or status."""


PREFIXES = (
    SearchPrefix(
        NC_("search prefix", "country"), "pl", N_("Country or territory"), vocabulary="country"
    ),
    SearchPrefix(
        NC_("search prefix", "transport"), "air", N_("Means of transport"), vocabulary="conveyance"
    ),
    SearchPrefix(
        NC_("search prefix", "commodity"), "tobacco", N_("Commodity"), vocabulary="commodity"
    ),
    SearchPrefix(
        NC_("search prefix", "goods"), "medicines", N_("Category"), vocabulary="product_category"
    ),
    SearchPrefix(NC_("search prefix", "unit"), "kg", N_("Unit"), vocabulary="unit"),
    SearchPrefix(NC_("search prefix", "hs"), "3004", N_("HS code"), scheme="hs"),
    SearchPrefix(
        NC_("search prefix", "indicator"), "RTE-03", N_("Indicator"), names="risk-indicator"
    ),
    SearchPrefix(NC_("search prefix", "outcome"), "seized", N_("Outcome"), vocabulary="outcome"),
    SearchPrefix(
        NC_("search prefix", "procedure"),
        "transit",
        N_("Customs procedure"),
        vocabulary="procedure",
    ),
    SearchPrefix(
        NC_("search prefix", "area"), "ipr", N_("Enforcement area"), vocabulary="enforcement_area"
    ),
    SearchPrefix(
        NC_("search prefix", "region"), "europe", N_("WCO region"), vocabulary="wco_region"
    ),
    SearchPrefix(NC_("search prefix", "tlp"), "amber", N_("Handling label"), vocabulary="tlp"),
    SearchPrefix(
        NC_("search prefix", "language"), "fr", N_("Language of the text"), vocabulary="language"
    ),
    SearchPrefix(NC_("search prefix", "office"), "AP", N_("Office concerned"), names="office"),
    SearchPrefix(NC_("search prefix", "status"), "draft", N_("Status"), asks="status"),
    SearchPrefix(NC_("search prefix", "kind"), "product", N_("Kind"), asks="kind"),
    SearchPrefix(
        NC_("search prefix", "date"), "2024-01/2024-06", N_("Date, or from/until"), asks="date"
    ),
    SearchPrefix(
        NC_("search prefix", "before"),
        "2024-06",
        N_("Before this year, month or day"),
        asks="before",
    ),
    SearchPrefix(
        NC_("search prefix", "after"), "2024-06", N_("After this year, month or day"), asks="after"
    ),
    SearchPrefix(
        NC_("search prefix", "changed"),
        "2024-06",
        N_("Last changed in this year or month, or on this day, or later"),
        asks="changed",
    ),
    SearchPrefix(
        NC_("search prefix", "author"),
        "AP-01",
        N_("Written or changed by this officer"),
        asks="author",
    ),
)
