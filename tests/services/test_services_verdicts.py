"""Each kind of document gets the verdict that it is, in one sentence, whatever was done to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import forging_without_key as without_key
import pytest
from forging import Forger, Update
from forging_update import UPDATES
from forging_without_key import Forgery
from sent_documents import PASSPHRASE, Sent

from rilo_desktop.cli.exit_codes import EXIT_CODES as OF_COMMANDS
from rilo_desktop.exchange import cards as card_files
from rilo_desktop.exchange import pdfa, signing
from rilo_desktop.exchange.cards import Identity, KnownCard
from rilo_desktop.exchange.package import Package
from rilo_desktop.exchange.submission import opened
from rilo_desktop.reports import made
from rilo_desktop.rules.findings import Finding, Refused
from rilo_desktop.services.office import finding_messages
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.submissions import released_versions, verify
from rilo_desktop.services.submissions.unpacking import document_of
from rilo_desktop.services.submissions.verdicts import EXIT_CODES, SEALS, VERDICTS, Kind
from rilo_desktop.services.submissions.verify import Trust, TrustedCard, Verdict
from short_forms import FULL

DOCS = Path(__file__).parents[2] / "docs" / "command-line.md"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(tmp_path_factory)


def words(finding: Finding) -> str:
    return finding_messages.sentence(finding)


def judged(sent: Sent, content: bytes, trusted: list[TrustedCard], now: datetime) -> Verdict:
    return verify.judge(opened(content, "sent.pdf"), trusted, (), now=now)


# --- without the key


KINDS: dict[str, tuple[Kind, dict[str, Forgery]]] = {
    "cut": (Kind.CUT, without_key.CUT),
    "added": (Kind.CHANGED, without_key.ADDED),
    "padded": (Kind.CHANGED, without_key.PADDED),
    "second": (Kind.SECOND, without_key.SECOND),
    "altered": (Kind.CHANGED, without_key.CHANGED),
    "unsigned": (Kind.UNSIGNED, without_key.UNSIGNED),
    "foreign": (Kind.ANOTHER, without_key.BY_ANOTHER),
}
CASES = [(rule, name) for rule, (_, forgeries) in KINDS.items() for name in forgeries]


@pytest.mark.parametrize(("rule", "name"), CASES)
def test_what_was_done_without_the_key_is_refused_and_named(
    sent: Sent, rule: str, name: str
) -> None:
    kind, forgeries = KINDS[rule]
    content = forgeries[name](sent.small.read_bytes())
    assert content != sent.small.read_bytes()
    verdict = sent.judged(content)
    assert (verdict.row.kind, verdict.exit_code) == (kind, verify.ALTERED)
    assert verdict.said.rule in (f"verify.{rule}", "verify.partly" if rule == "altered" else "")
    assert verdict.details == ()
    assert words(verdict.said).count("sent.pdf") == 1


def test_wherever_it_is_cut_it_is_never_called_a_draft(sent: Sent) -> None:
    """But for the one place where the whole document before its signature is left."""
    content = sent.small.read_bytes()
    before = len(without_key.before_signature(content))
    step = 211 if FULL else 4_999
    places = [*range(9, len(content), step), *range(before - 9, before + 99, 7)]
    for place in places:
        if place in (before, before - 1):
            continue
        for cut in (content[:place], content[:place].ljust(len(content), b"\0")):
            assert sent.judged(cut).row.kind is Kind.CUT, place


def test_whoever_is_no_office_is_not_called_what_their_certificate_says(sent: Sent) -> None:
    """It says the name of an office: anybody may write that there."""
    content = without_key.BY_ANOTHER["RSA"](sent.small.read_bytes())
    said = words(sent.judged(content).said)
    assert "with a certificate that is no card of an office" in said
    assert "Asia" not in said


def test_a_document_that_nobody_signed_and_that_cannot_be_read_is_damaged(sent: Sent) -> None:
    """What the limited child says of its inside is not dropped."""
    content = sent.small.read_bytes()
    unsigned = without_key.before_signature(content)
    packed = unsigned.index(b"stream\n", unsigned.index(b"/EmbeddedFile")) + len(b"stream\n")
    broken = unsigned[: packed + 2] + bytes(64) + unsigned[packed + 66 :]
    with pytest.raises(Refused) as refused:
        sent.judged(broken)
    assert refused.value.findings[0].rule == "exchange.submission_damaged"


# --- who signed it


@pytest.fixture(scope="module")
def impostor(sent: Sent) -> Identity:
    """Calls themselves AP too."""
    return card_files.new_identity("AP", datetime.now(UTC))


def of(identity: Identity) -> KnownCard:
    return card_files.read_card(identity.card)


def sealed(sent: Sent, package: Package) -> bytes:
    pages = made(document_of(package, sent.opened.files))
    return pdfa.sealed(pages, package, sent.opened.files)


def as_their_own(sent: Sent, identity: Identity) -> Package:
    """Which prints the card that will sign it."""
    said = replace(sent.package.submission, card=of(identity).fingerprint)
    return replace(sent.package, submission=said)


def test_an_unknown_card_is_told_from_another_one_than_is_trusted(
    sent: Sent, impostor: Identity
) -> None:
    document = sealed(sent, as_their_own(sent, impostor))
    content = signing.signed(document, impostor, datetime.now(UTC))
    file, now = opened(content, "sent.pdf"), datetime.now(UTC)
    unknown = verify.judge(file, (), (), now=now)
    assert (unknown.row.kind, unknown.exit_code) == (Kind.UNKNOWN, verify.UNKNOWN)
    assert "is not known here. Call AP" in words(unknown.said)
    another = verify.judge(file, [TrustedCard(sent.card)], (), now=now)
    assert (another.row.kind, another.exit_code) == (Kind.UNKNOWN, verify.UNKNOWN)
    assert words(another.said).startswith(
        f"Another card of AP is trusted here ({sent.card.fingerprint}) than the one that signed"
    )
    former = [TrustedCard(sent.card, revoked="2026-11-25T09:00:00+00:00")]
    assert verify.judge(file, former, (), now=now).row is unknown.row, "that one ended"


def test_a_store_that_knows_another_card_of_the_office_says_so(
    sent: Sent, impostor: Identity, tmp_path: Path
) -> None:
    document = sealed(sent, as_their_own(sent, impostor))
    path = tmp_path / "theirs.pdf"
    path.write_bytes(signing.signed(document, impostor, datetime.now(UTC)))
    with open_store(sent.folder, PASSPHRASE) as session:
        verdict = verify.verify(session, path)
    assert verdict.trust is Trust.UNKNOWN
    assert words(verdict.of_signer or verdict.said).startswith("Another card of AP is trusted here")


def test_a_card_exchanged_for_another_is_another_signer(sent: Sent, impostor: Identity) -> None:
    content = signing.signed(sealed(sent, sent.package), impostor, datetime.now(UTC))
    verdict = judged(sent, content, [TrustedCard(sent.card)], datetime.now(UTC))
    assert (verdict.said.rule, verdict.row.kind) == ("verify.card", Kind.ANOTHER)
    assert verdict.exit_code == verify.ALTERED


def test_an_impostors_file_says_first_who_did_not_sign_it(sent: Sent, impostor: Identity) -> None:
    """What their program writes otherwise is noise beside that."""
    document = sealed(sent, as_their_own(sent, impostor))
    forger = Forger(impostor.private, of(impostor).certificate)

    def otherwise(update: Update) -> None:
        for name in ("reason", "version of the handler", "tool tip"):
            UPDATES[name](update)

    content = forger.signed_with(document, otherwise)
    verdict = judged(sent, content, [TrustedCard(sent.card)], datetime.now(UTC))
    assert (verdict.row.kind, verdict.exit_code) == (Kind.ANOTHER, verify.ALTERED)
    assert verdict.said.rule == "verify.stranger"
    rules = [one.rule for one in verdict.details]
    assert "verify.part" in rules
    assert "verify.signer" in rules, "and why it is not trusted"


def test_another_office_counts_before_whatever_else_is_wrong(sent: Sent) -> None:
    said = replace(sent.package.submission, office="EU")
    other = replace(sent.package, submission=said)
    content = signing.signed(sealed(sent, other), sent.identity, datetime.now(UTC))
    verdict = judged(sent, content, [TrustedCard(sent.card)], datetime.now(UTC))
    assert (verdict.said.rule, verdict.row.kind) == ("verify.office", Kind.ANOTHER)
    assert words(verdict.said).startswith("sent.pdf says that it is from EU, and AP signed it")


# --- when


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, ""), (0.5, ""), (200, "is still to come"), (-0.5, "before the card that signed it")],
)
def test_a_day_that_cannot_be_right_is_noted(sent: Sent, days: float, said: str) -> None:
    made = datetime.fromisoformat(sent.card.made)
    content = sent.made(sent.package, sent.package, made + timedelta(days=days))
    verdict = judged(sent, content, [TrustedCard(sent.card)], made)
    assert (verdict.row.kind, verdict.exit_code) == (Kind.WHOLE, 0)
    assert [one.rule for one in verdict.details] == (["verify.time"] if said else [])
    assert said in "".join(map(words, verdict.details))


def test_a_store_holds_the_time_of_signing_against_its_clock(sent: Sent, tmp_path: Path) -> None:
    at = datetime.now(UTC) + timedelta(days=200)
    path = tmp_path / "later.pdf"
    path.write_bytes(sent.made(sent.package, sent.package, at))
    with open_store(sent.folder, PASSPHRASE) as session:
        assert verify.verify(session, path).of_time is not None
    assert verify.verify_by_card(path).of_time is None, "of whoever is not known nothing is said"
    assert verify.verify_by_card(sent.small).of_time is None


# --- what is whole


def older(package: Package) -> Package:
    (made_by,) = (m for m in released_versions.MAKERS if (m.renderer, m.language) == ("1", "en"))
    return replace(package, made_by=made_by)


def test_what_is_whole_has_one_sentence_too(sent: Sent) -> None:
    trusted = [TrustedCard(sent.card)]
    whole = judged(sent, sent.small.read_bytes(), trusted, datetime.now(UTC))
    assert (whole.row.kind, whole.exit_code, whole.details) == (Kind.WHOLE, 0, ())
    assert words(whole.said).startswith("sent.pdf is whole: AP signed it")

    document = older(sent.package)
    text = judged(sent, sent.made(document, document), trusted, datetime.now(UTC))
    assert (text.row.kind, text.exit_code, text.details) == (Kind.AS_TEXT, 7, ())
    assert text.said == text.limit
    stranger = verify.judge(text.opened, (), ())
    assert (stranger.row.kind, stranger.exit_code) == (Kind.UNKNOWN, 4)
    assert stranger.details == (text.limit,)


# --- the table


def test_every_verdict_ends_a_command_with_a_code_that_is_known() -> None:
    assert set(EXIT_CODES) == set(Kind)
    assert set(EXIT_CODES.values()) <= {code for code, _ in OF_COMMANDS}
    assert {row.kind for row in VERDICTS.values()} == set(Kind) - {Kind.CONTRADICTION}
    assert set(SEALS) <= set(VERDICTS)


def test_the_documents_say_the_same_sentences() -> None:
    """docs/command-line.md has each verdict, with its exit code, word for word."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (\d) \|$", DOCS.read_text(), re.MULTILINE)
    said = {sentence.strip(): (kind.strip(), int(code)) for kind, sentence, code in rows}
    for row in VERDICTS.values():
        assert said.get(row.sentence) == (row.kind.value, EXIT_CODES[row.kind])
    assert len(said) == len(VERDICTS)
