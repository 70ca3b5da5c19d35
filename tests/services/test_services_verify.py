# mypy: disable-error-code="arg-type, call-overload"
"""Every tampering with a submission is named as what it is; nothing honest is accused."""

from __future__ import annotations

import hashlib
import io
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sent_documents import PASSPHRASE, Sent

from rilo_desktop.exchange import cards as card_files
from rilo_desktop.exchange import pdfa
from rilo_desktop.exchange.package import LogHead, Noted, Package, to_json
from rilo_desktop.exchange.signature_check import SignatureState, check_signature
from rilo_desktop.exchange.submission import opened
from rilo_desktop.records import CaseStudy
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.reports import made
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import (
    release,
    released_versions,
    submit,
    verify,
    verify_pages,
    verify_text,
)
from rilo_desktop.services.submissions.unpacking import document_of
from rilo_desktop.services.submissions.verify import Agreement, Trust, TrustedCard, Verdict
from short_forms import FULL


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(tmp_path_factory)


def rules(verdict: Verdict) -> list[str]:
    for finding in (*verdict.findings, *verdict.notes):
        assert finding.message.format(**finding.values)
    return [finding.rule for finding in verdict.findings]


# --- what is honest


def test_what_an_office_sent_is_whole_and_prints_what_it_carries(sent: Sent) -> None:
    for path in (sent.small, sent.large, sent.indicators):
        with open_store(sent.folder, PASSPHRASE) as session:
            verdict = verify.verify(session, path)
        assert (rules(verdict), verdict.trust, verdict.agreement) == (
            [],
            Trust.TRUSTED,
            Agreement.SAME,
        )
        assert verdict.exit_code == 0
        assert verdict.is_good


def test_made_again_it_is_the_same_to_the_last_byte_before_its_signature(sent: Sent) -> None:
    pages = made(document_of(sent.package, sent.opened.files))
    again = pdfa.sealed(pages, sent.package, sent.opened.files)
    assert sent.small.read_bytes().startswith(again)


def test_a_stranger_is_told_from_somebody_who_is_known(sent: Sent, tmp_path: Path) -> None:
    verdict = verify.verify_by_card(sent.small)
    assert (verdict.trust, verdict.exit_code, rules(verdict)) == (Trust.UNKNOWN, 4, [])
    assert sent.card.fingerprint in str(verdict.notes[0].values)
    (tmp_path / "own.rilocard").write_bytes(sent.identity.card)
    assert verify.verify_by_card(sent.small, tmp_path / "own.rilocard").exit_code == 0
    other = card_files.new_identity("AP", datetime.now(UTC))
    (tmp_path / "other.rilocard").write_bytes(other.card)
    assert verify.verify_by_card(sent.small, tmp_path / "other.rilocard").exit_code == 4


def test_an_expired_card_verifies_what_was_signed_in_its_time(sent: Sent) -> None:
    early = sent.made(sent.package, sent.package, datetime.now(UTC) - timedelta(days=30))
    late = sent.made(sent.package, sent.package, datetime.now(UTC) + timedelta(days=365 * 6))
    assert sent.judged(early).trust is Trust.OUT_OF_TIME
    assert sent.judged(late).trust is Trust.OUT_OF_TIME
    assert sent.judged(late).exit_code == 4
    last_day = datetime.fromisoformat(sent.card.valid_until) - timedelta(days=1)
    assert sent.judged(sent.made(sent.package, sent.package, last_day)).is_good


def test_a_revoked_card_is_believed_no_more(sent: Sent) -> None:
    trusted = [TrustedCard(sent.card, revoked="2026-11-25T09:00:00+00:00")]
    verdict = verify.judge(sent.opened, trusted, ())
    assert (verdict.trust, verdict.exit_code, rules(verdict)) == (Trust.REVOKED, 4, [])


def test_a_title_with_the_name_of_a_range_is_no_forgery(sent: Sent, tmp_path: Path) -> None:
    """The signature is found by the form of the document, not by searching for bytes."""
    with open_store(sent.folder, PASSPHRASE) as session:
        case = CaseStudy(id=new_id(session.clock()), title="Seized /ByteRange [0 1 2 3]")
        (name,) = record.save(session, case).records
        order = submit.SubmissionRequest(
            "case-studies", title="Notes on /ByteRange only", reason="test", records=(name,)
        )
        reference = submit.submit(session, order).submission.reference
        release.export(session, reference, tmp_path / "range.pdf")
    content = (tmp_path / "range.pdf").read_bytes()
    assert content.count(b"/ByteRange") > 1  # in its metadata too
    verdict = sent.judged(content)
    assert (rules(verdict), verdict.is_good) == ([], True)
    unsigned = content[: verdict.opened.first]
    assert rules(sent.judged(unsigned)) == ["verify.unsigned"]


# --- bytes


@pytest.mark.parametrize("name", ["small", "large"])
def test_every_byte_of_the_hole_is_asked(sent: Sent, name: str) -> None:
    """Every 19th byte, a bit of each; `make proof PARTS=submission` tries all of all."""
    content = bytearray(getattr(sent, name).read_bytes())
    begin, end = content.rindex(b"/Contents <") + 10, content.rindex(b">\n/ByteRange") + 1
    for place in range(begin, end, 1 if FULL else 19):
        for bit in range(8) if FULL else (place % 8,):
            content[place] ^= 1 << bit
            assert check_signature(bytes(content)).state is SignatureState.ALTERED, (
                place - begin,
                bit,
            )
            content[place] ^= 1 << bit
    assert check_signature(bytes(content)).state is SignatureState.WHOLE


@pytest.mark.parametrize("name", ["small", "large"])
def test_changes_elsewhere_are_found(sent: Sent, name: str) -> None:
    content = bytearray(getattr(sent, name).read_bytes())
    chance = random.Random(20261125)
    for _ in range(500 if FULL else 100):
        place, other = chance.randrange(len(content)), chance.randrange(1, 256)
        content[place] ^= other
        assert check_signature(bytes(content)).state is not SignatureState.WHOLE, place
        content[place] ^= other


def test_what_was_put_behind_is_named_so(sent: Sent) -> None:
    content = sent.small.read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    for changed, rule in (
        (content + b"\n", "verify.padded"),
        (content + b"%%EOF\n", "verify.added"),
        (content[:-10], "verify.cut"),
        (out.getvalue(), "verify.altered"),
        (content + content, "verify.added"),
    ):
        verdict = sent.judged(changed)
        assert (rules(verdict), verdict.exit_code) == ([rule], 1)


def test_what_nobody_signed_is_no_submission(sent: Sent) -> None:
    pages = made(document_of(sent.package, sent.opened.files))
    verdict = sent.judged(pdfa.sealed(pages, sent.package, sent.opened.files))
    assert (rules(verdict), verdict.exit_code) == (["verify.unsigned"], 1)


def test_exchanged_data_break_the_signature(sent: Sent) -> None:
    """Without the key: the attachment of a signed document is exchanged for another."""
    content = sent.small.read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.attachments[pdfa.DATA]
        pdf.attachments[pdfa.DATA] = pikepdf.AttachedFileSpec(pdf, to_json(_other(sent)))
        out = io.BytesIO()
        pdf.save(out)
    assert rules(sent.judged(out.getvalue())) == ["verify.altered"]


# --- by somebody who has the key


def _other(sent: Sent) -> Package:
    """Another title of the record in the data."""
    (packed,) = sent.package.records
    snapshot = packed.snapshot | {"title": "Watches"}
    return replace(sent.package, records=(replace(packed, snapshot=snapshot),))


@pytest.mark.parametrize("code", ["XX", "NET"])
def test_a_type_that_nobody_sends_is_no_way_around_the_comparison(sent: Sent, code: str) -> None:
    said = replace(sent.package.submission, type=code)
    verdict = sent.judged(sent.made(sent.package, replace(sent.package, submission=said)))
    assert (rules(verdict), verdict.agreement) == (["verify.print"], Agreement.DIFFERENT)
    assert verdict.exit_code == 1


def test_data_that_say_something_else_than_the_print_are_found(sent: Sent) -> None:
    verdict = sent.judged(sent.made(sent.package, _other(sent)))
    assert (rules(verdict), verdict.agreement) == (["verify.print"], Agreement.DIFFERENT)
    assert verdict.exit_code == 1
    said = replace(sent.package.submission, tlp="CLEAR")
    verdict = sent.judged(sent.made(sent.package, replace(sent.package, submission=said)))
    assert rules(verdict) == ["verify.print"]


def _blank_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()


def _page_gone(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def _pages_exchanged(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.pages[0], pdf.pages[1]
    first.obj.Contents, second.obj.Contents = second.obj.Contents, first.obj.Contents


def _more_on_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].contents_add(b"BT /F2 9 Tf 99 99 Td (more) Tj ET")


def _a_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[0, 0, 99, 99],
        Contents="more",
    )
    pdf.pages[0].obj.Annots = pdf.make_indirect([note])


def _another_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "Another"


@pytest.mark.parametrize(
    "change",
    [_blank_page, _page_gone, _pages_exchanged, _more_on_a_page, _a_note, _another_outline],
)
def test_pages_that_the_data_do_not_make_are_found(sent: Sent, change: Any) -> None:
    assert rules(sent.judged(sent.signed(change))) == ["verify.print"]


def test_saved_anew_with_nothing_changed_it_is_another_file_and_said_so(sent: Sent) -> None:
    """Every object is the same, and its bytes are not: that is less than unchanged."""
    verdict = sent.judged(sent.signed(lambda _pdf: None))
    assert (rules(verdict), verdict.exit_code, verdict.is_good) == ([], 7, False)
    assert verify_pages.PACKED in verdict.not_compared


@pytest.mark.parametrize(
    "action",
    [
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
        pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"),
    ],
)
def test_what_would_act_by_itself_is_named(sent: Sent, action: pikepdf.Dictionary) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(action)

    assert "verify.active" in rules(sent.judged(sent.signed(change)))


def test_an_attachment_that_is_not_what_the_data_say_is_found(sent: Sent) -> None:
    """Indicators as STIX that the data do not have, and data that are written in another way."""

    def more(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[pdfa.INDICATORS] = pikepdf.AttachedFileSpec(pdf, b'{"type":"bundle"}')

    def another_way(pdf: pikepdf.Pdf) -> None:
        data = pdf.attachments[pdfa.DATA].get_file().read_bytes()
        del pdf.attachments[pdfa.DATA]
        pdf.attachments[pdfa.DATA] = pikepdf.AttachedFileSpec(pdf, data + b"\n")

    for change in (more, another_way):
        assert rules(sent.judged(sent.signed(change))) == ["verify.attached"]


def test_what_no_submission_carries_is_refused(sent: Sent) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["macro.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ")

    with pytest.raises(Refused) as refused:
        sent.judged(sent.signed(change))
    assert refused.value.findings[0].rule == "exchange.submission_attached"


def test_a_document_of_another_office_than_signed_it_is_found(sent: Sent) -> None:
    said = replace(sent.package.submission, office="EU")
    other = replace(sent.package, submission=said)
    assert rules(sent.judged(sent.made(other, other))) == ["verify.office"]


# --- made by another version


def _of_older(package: Package) -> Package:
    """As 0.1.0 said of itself."""
    (made_by,) = (m for m in released_versions.MAKERS if (m.renderer, m.language) == ("1", "en"))
    return replace(package, made_by=made_by)


def test_a_document_of_another_version_is_compared_as_text(sent: Sent) -> None:
    older = _of_older(sent.package)
    verdict = sent.judged(sent.made(older, older))
    assert (rules(verdict), verdict.agreement) == ([], Agreement.AS_TEXT)
    assert (verdict.exit_code, verdict.is_good) == (7, False)
    assert verdict.not_compared == (verify_text.DRAWINGS,)
    assert verdict.limit is not None
    stranger = verify.judge(verdict.opened, (), ())
    assert (stranger.exit_code, stranger.limit) == (4, verdict.limit)
    assert sent.judged(sent.small.read_bytes()).limit is None


def test_a_version_that_was_never_released_is_a_finding(sent: Sent) -> None:
    made_by = replace(sent.package.made_by, program="RILO Desktop 0.0.9", renderer="2x")
    invented = replace(sent.package, made_by=made_by)
    verdict = sent.judged(sent.made(invented, invented))
    assert (rules(verdict), verdict.exit_code) == (["verify.maker"], 1)


def test_as_text_too_every_value_is_held_against_the_print(sent: Sent) -> None:
    older, other = _of_older(sent.package), _of_older(_other(sent))
    verdict = sent.judged(sent.made(older, other))
    assert (verdict.agreement, verdict.exit_code) == (Agreement.DIFFERENT, 1)
    assert set(rules(verdict)) == {"verify.value", "verify.beyond", "verify.page_title"}
    assert {str(f.values.get("label", "Title")) for f in verdict.findings} == {"Title"}


def test_as_text_too_what_the_data_do_not_say_is_found(sent: Sent) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].contents_add(b"BT 1 0 0 1 99 99 Tm /F1+0 9 Tf (smuggled) Tj ET")

    older = Sent.__new__(Sent)
    older.__dict__ |= sent.__dict__ | {"package": _of_older(sent.package)}
    verdict = older.judged(older.signed(change))
    (found,) = (f for f in verdict.findings if f.rule == "verify.beyond")
    assert found.values["words"] == "smuggled"


def test_text_from_right_to_left_that_is_not_found_is_named_and_never_passed(sent: Sent) -> None:
    (packed,) = sent.package.records
    snapshot = packed.snapshot | {"summary": "المطار: Hidden"}
    older = _of_older(sent.package)
    other = replace(older, records=(replace(packed, snapshot=snapshot),))
    verdict = sent.judged(sent.made(older, other))
    assert f"{packed.reference}: Summary" in verdict.not_compared


def test_what_this_program_does_not_know_is_not_compared(sent: Sent) -> None:
    (packed,) = sent.package.records
    kind = {"kind": "vessel", "snapshot": packed.snapshot | {"kind": "vessel"}}
    older = _of_older(sent.package)
    other = replace(older, records=(replace(packed, **kind),))
    verdict = sent.judged(sent.made(older, other))
    assert (rules(verdict), verdict.agreement) == ([], Agreement.NOT_COMPARED)
    assert verdict.is_whole
    assert not verdict.is_good
    assert verdict.exit_code == 1
    assert [note.rule for note in verdict.notes] == ["verify.not_compared"]
    assert "vessel" in verdict.not_compared[0]


# --- history


def _known(
    sent: Sent, number: int, digest: str, noted: tuple[Noted, ...] = ()
) -> verify.TrustedKeys:
    store = sent.package.submission.store
    head = LogHead(number=number, hash=digest)
    return verify.TrustedKeys("AP", store, "AP/2026/SUB/A0009", 1, head, noted)


def test_a_log_that_was_shortened_or_written_anew_is_found(sent: Sent) -> None:
    content = sent.indicators.read_bytes()
    package = opened(content, "x").package
    assert package is not None
    said = package.submission
    assert said.log_head is not None
    own = Noted(reference=said.reference, revision=1, head=said.log_head)
    for known, rule in (
        ((), []),
        ((_known(sent, said.noted[0].head.number, said.noted[0].head.hash),), []),
        ((_known(sent, said.noted[0].head.number, "ab" * 32),), ["verify.history"]),
        ((_known(sent, said.noted[0].head.number + 1, "ab" * 32),), ["verify.history"]),
        ((_known(sent, said.log_head.number, said.log_head.hash),), []),
        ((_known(sent, said.log_head.number, "ab" * 32),), ["verify.history"]),
        ((_known(sent, said.log_head.number + 9, "ab" * 32, (own,)),), []),
        ((_known(sent, said.log_head.number + 9, "ab" * 32),), ["verify.history"]),
    ):
        assert rules(sent.judged(content, known)) == rule


# --- other programs agree


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils are not installed")
def test_poppler_agrees(sent: Sent, tmp_path: Path) -> None:
    said = _pdfsig(sent.large)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    content = bytearray(sent.large.read_bytes())
    content[2_000] ^= 1
    (tmp_path / "changed.pdf").write_bytes(content)
    assert "Signature is Valid" not in _pdfsig(tmp_path / "changed.pdf")


def _pdfsig(path: Path) -> str:
    run = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True)
    return run.stdout


def test_the_file_is_sound_and_says_that_it_is_pdf_a(sent: Sent) -> None:
    for path in (sent.small, sent.indicators):
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
            said = pdf.open_metadata()
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
            assert said["dc:title"] == str(pdf.docinfo["/Title"])
            (intent,) = pdf.Root.OutputIntents
            assert str(intent.S) == "/GTS_PDFA1"
            relations = {str(item.UF): str(item.AFRelationship) for item in pdf.Root.AF}
            assert relations[pdfa.DATA] == "/Data"
            fonts = [item for item in pdf.objects if _is(item, "/FontDescriptor")]
            assert fonts
            assert all("/FontFile2" in font for font in fonts)
            for page in pdf.pages:
                assert all(int(note.F) & 4 for note in page.get("/Annots", ()))


def _is(item: Any, type_: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == type_


def test_nothing_for_the_office_only_is_anywhere_in_the_file(sent: Sent) -> None:
    """In every stream, decoded, and in every string."""
    for path in (sent.small, sent.large):
        content = path.read_bytes()
        found = [content]
        with pikepdf.open(path) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    try:
                        found.append(item.read_bytes())
                    except pikepdf.PdfError:
                        found.append(item.read_raw_bytes())
                else:
                    found.append(item.unparse(resolved=True))
        for word in ("quincunx", "zanzibar"):
            assert not [part[:60] for part in found if word.encode() in part]
            assert not [part for part in found if word.encode("utf-16-be") in part]
    assert sent.package.submission.withheld == 1


def test_the_pictures_and_data_are_those_of_the_store(sent: Sent) -> None:
    with open_store(sent.folder, PASSPHRASE) as session:
        (packed,) = sent.package.records
        stored = record.get(session, packed.id)
        assert packed.revision == stored.revision or packed.number < stored.number
        assert packed.snapshot["title"] == stored.record.title_text
    assert hashlib.sha256(sent.small.read_bytes()).hexdigest() == sent.opened.sha256
