# mypy: disable-error-code="arg-type"
"""The digest of a revision covers where its salt ends, and those of earlier versions still hold."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from rilo_desktop.records import CaseStudy
from rilo_desktop.records.snapshots import canonical, to_snapshot
from rilo_desktop.store import revisions
from rilo_desktop.store.revisions import Circumstances, Revision
from rilo_desktop.store.signatures import Signer

NOW = Circumstances(author="AP-01", time="2026-11-27T09:00:00Z", device="A", operation=1)


@pytest.fixture
def made() -> Revision:
    record = CaseStudy(id="i", reference="AP/2026/CS/A0001", title="Small parcels")
    content = canonical(to_snapshot(record))
    return revisions.revise(record, content, (), 1, NOW, Signer(bytes(32)))


def _with(about: Revision, digest: str, **changes: object) -> Revision:
    """The same under this digest, with the name that fits it."""
    head = revisions._head(
        about.kind, about.record, about.schema, about.number, about.parents, NOW, digest
    )
    name = hashlib.sha256(canonical(head)).hexdigest()
    return replace(about, id=name, digest=digest, **changes)


def _of_version_1(about: Revision) -> Revision:
    assert about.salt is not None
    assert about.content is not None
    return _with(about, hashlib.sha256(about.salt + about.content.encode()).hexdigest())


def test_a_new_digest_says_the_length_of_its_salt(made: Revision) -> None:
    assert made.digest.startswith(revisions.PREFIXED)
    assert revisions.is_whole(made)


def test_a_digest_of_an_earlier_version_holds(made: Revision) -> None:
    assert revisions.is_whole(_of_version_1(made))


@pytest.mark.parametrize("moved", [-1, 1, -16])
@pytest.mark.parametrize("is_earlier", [False, True])
def test_no_byte_of_the_salt_passes_for_content(
    made: Revision, is_earlier: bool, moved: int
) -> None:
    about = _of_version_1(made) if is_earlier else made
    assert about.salt is not None
    assert about.content is not None
    both = bytes(64 + b % 26 for b in about.salt) + about.content.encode()
    cut = len(about.salt) + moved
    digest = hashlib.sha256(both).hexdigest()
    if not is_earlier:
        digest = revisions.digest_of(both[: len(about.salt)], both[len(about.salt) :])
    whole = _with(about, digest, salt=both[: len(about.salt)])
    assert revisions.is_whole(whole)
    assert not revisions.is_whole(replace(whole, salt=both[:cut], content=both[cut:].decode()))
