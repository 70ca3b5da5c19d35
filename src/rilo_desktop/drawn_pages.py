"""Pages that are drawn: what documents are made of."""

from __future__ import annotations


class Pages(bytes):
    """A PDF that is drawn and no document yet: to be looked at, or printed. It leaves as PDF/A
    and PDF/UA, by `services.office.outgoing`, and no other way."""
