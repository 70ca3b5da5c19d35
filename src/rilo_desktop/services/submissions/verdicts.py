"""What a verifier may say of a document: one verdict, in one sentence, and how a command ends.

Command line, inbox and docs/command-line.md say these sentences and no others (a test compares).
What else was found is detail: what is wrong with a part of a document has its sentence where it is
looked for (`verify_parts`, `receiving.ownership`), and `ordered` puts first what counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rilo_desktop.exchange.read_errors import MESSAGES
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity

DONE, ALTERED, UNKNOWN, AS_TEXT = 0, 1, 4, 7
"""Exit codes of the command line; where several hold, the first of 1, 4, 7."""


class Kind(StrEnum):
    WHOLE = "whole"
    AS_TEXT = "whole as text"
    NOT_COMPARED = "not compared"
    """Whole, and this version cannot say whether its print is its data."""
    UNKNOWN = "unknown signer"
    """Whole; who signed it is not believed here."""
    ANOTHER = "another signer"
    """Signed by somebody else than it says that it is from."""
    SECOND = "a second signature"
    CUT = "cut off"
    CHANGED = "changed"
    UNSIGNED = "not signed"
    CONTRADICTION = "contradiction"
    """Its signature is whole, and what it prints, carries or claims does not agree."""


EXIT_CODES: Mapping[Kind, int] = {
    kind: {Kind.WHOLE: DONE, Kind.AS_TEXT: AS_TEXT, Kind.UNKNOWN: UNKNOWN}.get(kind, ALTERED)
    for kind in Kind
}


@dataclass(frozen=True, slots=True)
class Row:
    """`words`: of the list of files; `sentence`: what is known, and what to do."""

    kind: Kind
    words: str
    sentence: str
    is_calm: bool = False
    """It happens on the way, and nobody meant harm."""


VERDICTS: Mapping[str, Row] = {
    "whole": Row(
        Kind.WHOLE,
        N_("Verified"),
        N_(
            "{file} is whole: {office} signed it, you trust its card, and the printed text matches "
            "the embedded data."
        ),
    ),
    "as_text": Row(
        Kind.AS_TEXT,
        N_("Compared as text"),
        N_(
            "{file} is whole, and {program} made it: its text matches its data, and this was not "
            "compared: {what}."
        ),
    ),
    "not_compared": Row(
        Kind.NOT_COMPARED,
        N_("Not compared"),
        N_(
            "This version cannot compare the printed text of {file} with its data ({what}): update "
            "this program and verify it again."
        ),
    ),
    "unknown": Row(
        Kind.UNKNOWN,
        N_("Unknown card"),
        N_(
            "{file} is whole and says that it is from {office}; the card that signed it ({card}) "
            "is not known here. Call {office} at a number that you know, and compare the "
            "fingerprint: the file is theirs only if it is this one."
        ),
    ),
    "another_card": Row(
        Kind.UNKNOWN,
        N_("Not the trusted card"),
        N_(
            "Another card of {office} is trusted here ({known}) than the one that signed {file} "
            "({card}). Call {office} at a number that you know, and compare the fingerprint: the "
            "file is theirs only if it is this one."
        ),
    ),
    "fallen": Row(
        Kind.UNKNOWN,
        N_("A card no longer trusted"),
        N_(
            "{file} is signed by {office} with the card {card}, which is no longer trusted "
            "since {because} was revoked or preferred to it. Call them and compare the "
            "fingerprint."
        ),
    ),
    "revoked": Row(
        Kind.UNKNOWN,
        N_("A revoked card"),
        N_(
            "{file} is signed by {office} with the card {card}, which was revoked: do not use it, "
            "and ask {office} for it, signed with their new card."
        ),
    ),
    "out_of_time": Row(
        Kind.UNKNOWN,
        N_("Card not valid"),
        N_(
            "{file} was signed on {day}, when the card {card} of {office} was not valid: ask "
            "{office} for it, signed with a valid card."
        ),
    ),
    "superseded": Row(
        Kind.UNKNOWN,
        N_("Card was renewed"),
        N_(
            "{file} is signed with the card {card} of {office}, which was renewed on {day}, "
            "and was not received before. Call them, and ask for it again, signed with "
            "their new card."
        ),
    ),
    "office": Row(
        Kind.ANOTHER,
        N_("Signed by another office"),
        N_(
            "{file} says that it is from {office}, and {signer} signed it: do not use it, and ask "
            "both of them."
        ),
    ),
    "card": Row(
        Kind.ANOTHER,
        N_("Signed with another card"),
        N_(
            "{file} prints another card than the one that signed it ({card}): do not use it, and "
            "call {office} at a number that you know."
        ),
    ),
    "stranger": Row(
        Kind.ANOTHER,
        N_("Not from a trusted card"),
        N_(
            "{file} says that it is from {office}; the card that signed it ({card}) is not trusted "
            "here, and more is wrong with it. Do not use it, and call {office} at a number that "
            "you know."
        ),
    ),
    "foreign": Row(
        Kind.ANOTHER,
        N_("Not signed by an office"),
        N_(
            "{file} is signed with a certificate that is no card of an office: do not use it, and "
            "ask the office that it names for the file that it signed."
        ),
    ),
    "second": Row(
        Kind.SECOND,
        N_("Signed a second time"),
        N_(
            "{file} has another signature or a time stamp behind that of the office, so it is not "
            "the file that was sent: ask for that one."
        ),
    ),
    "cut": Row(Kind.CUT, N_("Damaged or cut off"), MESSAGES["submission_damaged"], is_calm=True),
    "padded": Row(
        Kind.CHANGED,
        N_("Blanks at its end"),
        N_(
            "{file} has blanks or zeros behind its end, as some mail programs add: save the "
            "attachment again, or ask for it to be sent again."
        ),
        is_calm=True,
    ),
    "added": Row(
        Kind.CHANGED,
        N_("Changed after signing"),
        N_(
            "Something was added to {file} after it was signed. Do not use it; ask for it to be "
            "sent again."
        ),
    ),
    "altered": Row(
        Kind.CHANGED,
        N_("Changed after signing"),
        N_(
            "{file} was changed after it was signed, or is damaged. Do not use it; ask for it "
            "to be sent again."
        ),
    ),
    "partly": Row(
        Kind.CHANGED,
        N_("Changed after signing"),
        N_(
            "The signature of {file} is not one over the whole document. Do not use it; ask for it "
            "to be sent again."
        ),
    ),
    "unsigned": Row(
        Kind.UNSIGNED,
        N_("Not signed"),
        N_(
            "{file} is not signed: it is a draft, its end with the signature is missing, or it is "
            "no submission of an office. Ask for the document that the office signed."
        ),
    ),
}
"""By name: the last part of the rule of a finding, what `SignerTrust` names, or a kind of whole."""
SEALS = ("unsigned", "cut", "altered", "added", "padded", "second", "partly", "foreign")
"""Of what has no whole signature of an office: states of `SignatureState`."""
CONTRADICTION = Row(Kind.CONTRADICTION, N_("Cannot be accepted"), "")
"""The sentence is that of what was found first."""

_OF_SENDER = (
    *("verify.office", "verify.card", "practice.other_side", "verify.store", "verify.reference"),
    *("verify.id", "verify.twice", "verify.content", "verify.history"),
)
_FIRST = (
    *_OF_SENDER,
    "verify.stranger",
    "verify.active",
    "verify.maker",
    "verify.unprinted",
    "verify.print",
    "verify.value",
    "verify.beyond",
)
"""Rules of what counts more than the rest, in this order."""
_LAST = "verify.part"
"""A part of the file that is written otherwise: it follows from much, and says little."""


def stated(
    name: str, file: str, severity: Severity = Severity.BLOCKS, rule: str = "", **values: object
) -> Finding:
    """The sentence of a verdict, of this file."""
    return Finding(
        rule or f"verify.{name}",
        severity,
        Nature.STRUCTURE,
        VERDICTS[name].sentence,
        {"file": file, **values},
        FieldPath(file=file),
    )


def row_of(finding: Finding) -> Row:
    """Of the first that speaks against a document."""
    return VERDICTS.get(finding.rule.removeprefix("verify."), CONTRADICTION)


def ordered(findings: Iterable[Finding], stranger: Finding | None) -> tuple[Finding, ...]:
    """First what counts most. `stranger`: said where nobody here trusts who signed it, and nothing
    else is wrong with whom it is from."""
    found = list(findings)
    if found and stranger is not None and not {one.rule for one in found}.intersection(_OF_SENDER):
        found.append(stranger)
    return tuple(sorted(found, key=_place))


def _place(finding: Finding) -> int:
    if finding.rule in _FIRST:
        return _FIRST.index(finding.rule)
    return len(_FIRST) + (finding.rule == _LAST)
