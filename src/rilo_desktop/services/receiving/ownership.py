"""What a submission says of itself counts only where it belongs to the office that signed it.

Its reference begins with the code of that office. Its store is that office's: the first receipt
pins it. Its id and its reference stand for one content, of one store. See docs/decisions/0036.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from rilo_desktop.exchange.cards import KnownCard
from rilo_desktop.exchange.package import Package
from rilo_desktop.records import Submission
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.rules.findings import N_, FieldPath, Finding
from rilo_desktop.store import ReadSession

from ..office.finding_helpers import finding
from .received_submissions import Received, received_in


class Claim(Protocol):
    """What names a submission, in its data or in the register."""

    @property
    def office(self) -> str: ...
    @property
    def store(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def content_hash(self) -> str: ...


def reference_findings(package: Package, file: str) -> tuple[Finding, ...]:
    """Does an office give another one's references?"""
    said = package.submission
    names = [name for name in (said.reference, said.supersedes) if name]
    wrong = [name for name in names if office_of(name) != said.office]
    message = N_(
        "{file} is signed by {office} and claims {reference} as its own, which only {owner} "
        "can send. Do not use it; ask {office} what this is."
    )
    return tuple(
        finding(
            "verify.reference",
            message,
            FieldPath(file=file),
            file=file,
            office=said.office,
            reference=name,
            owner=office_of(name),
        )
        for name in wrong[:1]
    )


def findings(
    reading: ReadSession,
    store: str,
    office: str,
    package: Package | None,
    file: str,
    signer: KnownCard | None,
    earlier: Sequence[Claim] = (),
) -> tuple[Finding, ...]:
    """What this store knows that speaks against what a submission says of itself.

    `store` and `office` are those of whoever asks; `earlier`: documents of the same step. It is
    from whoever signed it, whatever office it names. What a revoked card signed, and what another
    office's reference stands on, proves nothing.
    """
    if package is None or signer is None:
        return ()
    said = replace(package.submission, office=signer.office)
    known = [*_received(reading), *earlier]
    return tuple(_claimed(said, known, _own(reading, said, store, office), file))[:1]


def _received(reading: ReadSession) -> list[Received]:
    revoked = {row.fingerprint for row in reading.office.cards() if row.revoked}
    found = received_in(reading)
    return [one for one in found if one.is_of_its_office and one.fingerprint not in revoked]


def _own(reading: ReadSession, said: Claim, store: str, office: str) -> str:
    """Which office is spoken for, where the submission is this store's own; "" where it is not."""
    stored = reading.records.stored(said.id)
    is_here = stored is not None and stored.record.kind.code == Submission.kind.code
    return office if said.store == store or is_here else ""


def _claimed(said: Claim, known: Sequence[Claim], own: str, file: str) -> Iterator[Finding]:
    if own and own != said.office:
        yield _wrong("verify.store", _OF_ANOTHER, said, own, file)
    for one in known:
        if one.store == said.store and one.office != said.office:
            yield _wrong("verify.store", _OF_ANOTHER, said, one.office, file)
        elif one.id == said.id and (one.office, one.store) != (said.office, said.store):
            yield _wrong("verify.id", _OTHER_ID, said, one.office, file, one.reference)
        elif one.reference == said.reference and (one.store, one.id) != (said.store, said.id):
            yield _wrong("verify.twice", _TWICE, said, one.office, file)
        elif _is_same_revision(one, said) and one.content_hash != said.content_hash:
            yield _wrong("verify.content", _OTHER_CONTENT, said, one.office, file)


def _is_same_revision(one: Claim, said: Claim) -> bool:
    return (one.office, one.store, one.id, one.revision) == (
        said.office,
        said.store,
        said.id,
        said.revision,
    )


_OF_ANOTHER = N_(
    "{file} is signed by {office} and says that it comes from a store of {owner}. Nothing "
    "of it is accepted; ask {owner} and {office}. If one of the cards was stolen, revoke it."
)
_OTHER_ID = N_(
    "{file} is signed by {office} and has the identity of {known}, which {owner} sent. "
    "Nothing of it is accepted; ask {office} to send it as a submission of its own."
)
_TWICE = N_(
    "{file}: another submission of {office} came here as {reference}. Ask {office}: two of its "
    "stores give the same references, so that one of them needs another workstation letter."
)
_OTHER_CONTENT = N_(
    "{file}: revision {revision} of {reference} came here before with other content. A correction "
    "has a new reference or revision; ask {office}."
)


def _wrong(rule: str, message: str, said: Claim, owner: str, file: str, known: str = "") -> Finding:
    return finding(
        rule,
        message,
        FieldPath(file=file),
        file=file,
        office=said.office,
        owner=owner,
        reference=said.reference,
        revision=str(said.revision),
        known=known,
    )
