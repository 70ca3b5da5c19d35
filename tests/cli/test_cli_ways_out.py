"""What the attacker of the second review took out: each is asked or refused now (N2, N3, N6)."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from rilo_desktop.cli import main
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record

PASSPHRASE = "a passphrase of the first officer"
MAIL = "john.smith@example.com"
CASE = "CS-AP-2019-001"
LABEL = f"ask {MAIL}"
ANSWER = (
    "--answer",
    "cover",
    "lists.product_category.AP-HERBAL:1",
    "a box of the office, no person",
)


@pytest.fixture
def office(make_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch) -> str:
    session = make_session(sample=True)
    session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    return str(session.folder)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Exit code, and all that was said."""

    def run(*arguments: object) -> tuple[int, str]:
        code = main([str(one) for one in arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def herbal(office: str, said: Callable[..., tuple[int, str]]) -> None:
    """A case with a code whose name has an address; whoever gave the name answered for it."""
    added = ("lists", "add", office, "product_category", "HERBAL", "--en", LABEL, *ANSWER)
    assert said(*added)[0] == 0
    with open_store(Path(office), PASSPHRASE) as session:
        case = record.find(session, CASE)
        assert isinstance(case.record, CaseStudy)
        first, *others = case.record.goods
        goods = (replace(first, category="AP-HERBAL"), *others)
        record.save(session, replace(case.record, goods=goods), case.revision)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        said = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    return " ".join(said.split())


# --- N2: names of an office's own codes


def test_a_name_of_a_code_is_looked_at_when_it_is_given(
    office: str, said: Callable[..., tuple[int, str]]
) -> None:
    code, told = said("lists", "add", office, "product_category", "HERBAL", "--en", LABEL)
    assert code == 1
    assert "an e-mail address" in told
    assert 'cover" lists.product_category.AP-HERBAL:1' in told
    assert said("lists", "show", office, "product_category")[1].count("HERBAL") == 0
    code, told = said("lists", "name", office, "country", "TR", "--en", LABEL)
    assert (code, "an e-mail address" in told) == (1, True)


@pytest.mark.parametrize("way", ["document", "draft", "pages", "list", "printed list"])
def test_a_name_of_a_code_is_looked_at_when_it_leaves(
    way: str, office: str, said: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    herbal(office, said)
    out = tmp_path / ("x.csv" if way == "list" else "x.pdf")
    command = {
        "document": ("submit", office, "case-studies", "--record", CASE),
        "draft": ("submit", office, "case-studies", "--record", CASE, "--draft"),
        "pages": ("print", office, CASE),
        "list": ("list", office, "case-study", "--search", CASE, "--fields", "goods"),
        "printed list": ("list", office, "case-study", "--search", CASE, "--fields", "goods"),
    }[way]
    code, told = said(*command, "--out", out)
    assert (code, out.exists()) == (1, False)
    assert "AP-HERBAL" in told
    assert "an e-mail address" in told
    code, told = said(*command, "--out", out, *ANSWER)
    assert code == 0, told
    if way != "pages":  # which print the commodity alone
        assert LABEL in (out.read_text("utf-8-sig") if way == "list" else text_of(out))


def test_a_name_that_is_not_answered_can_be_left_out_of_what_is_read(
    office: str, said: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    herbal(office, said)
    listed = ("list", office, "case-study", "--search", CASE, "--fields", "goods", "--withhold")
    assert said(*listed, "--out", tmp_path / "x.csv")[0] == 0
    text = (tmp_path / "x.csv").read_text("utf-8-sig")
    assert MAIL not in text
    assert "AP-HERBAL" in text
    assert said("print", office, CASE, "--withhold", "--out", tmp_path / "x.pdf")[0] == 0
    assert MAIL not in text_of(tmp_path / "x.pdf")


def test_a_name_that_is_given_after_the_release_does_not_leave_either(
    office: str, said: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    herbal(office, said)
    assert said("lists", "name", office, "product_category", "AP-HERBAL", "--en", "Herbs")[0] == 0
    done = said("submit", office, "case-studies", "--record", CASE, "--out", tmp_path / "a.pdf",
                "--json")  # fmt: skip
    assert done[0] == 0
    reference = json.loads(done[1])["reference"]
    renamed = ("lists", "name", office, "product_category", "AP-HERBAL", "--en", LABEL, *ANSWER)
    assert said(*renamed)[0] == 0
    code, told = said("export", office, reference, "--out", tmp_path / "b.pdf")
    assert (code, "an e-mail address" in told) == (1, True)
    assert not (tmp_path / "b.pdf").exists()
    assert said("export", office, reference, "--out", tmp_path / "c.pdf", "--for", "WE")[0] == 1
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".pdf"] == ["a.pdf"]


# --- N3: tables, signed lists, revocations


def test_the_source_and_the_names_of_signed_lists_are_read(
    office: str, said: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    herbal(office, said)
    out = tmp_path / "x.rilolists"
    sign = ("lists", "sign", office, "--version", "1", "--out", out)
    code, told = said(*sign, "--source", MAIL, *ANSWER)
    assert (code, out.exists()) == (1, False)
    assert "Where the lists come from" in told
    code, told = said(*sign, "--source", "Our own list")
    assert (code, out.exists(), "AP-HERBAL" in told) == (1, False, True)
    assert said(*sign, "--source", "Our own list", *ANSWER)[0] == 0


def test_the_reason_of_a_revocation_is_read(
    office: str, said: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    out = tmp_path / "x.rilocard"
    revoke = ("card", "revoke", office, "AP", "--out", out)
    code, told = said(*revoke, "--reason", f"stolen by {MAIL}")
    assert (code, out.exists()) == (1, False)
    assert "Reason for revoking it" in told
    assert said(*revoke, "--reason", "stolen from the car")[0] == 0


# --- N6: modes, and names that stay


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
def test_what_is_written_is_for_its_owner_only(
    office: str, said: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    one = "CS-AP-2019-001"
    commands = {
        "a.csv": ("list", office, "case-study", "--withhold"),
        "a.json": ("list", office, "case-study", "--withhold"),
        "a.pdf": ("print", office, one, "--withhold"),
        "b.pdf": ("dossier", office),
        "c.pdf": ("submit", office, "case-studies", "--record", one),
        "d.pdf": ("submit", office, "case-studies", "--record", one, "--draft"),
        "e.pdf": ("network", office),
        "a.rilocard": ("card", "export", office),
    }
    for name, command in commands.items():
        assert said(*command, "--out", tmp_path / name)[0] == 0, command
        mode = stat.S_IMODE((tmp_path / name).stat().st_mode)
        assert mode == 0o600, name


def test_a_renamed_common_code_never_leaves(
    office: str, said: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    """A list as a file says what paper and every other office say."""
    renamed = ("lists", "name", office, "conveyance", "AIR", "--en", "Our flying machines")
    assert said(*renamed)[0] == 0
    asked = ("list", office, "case-study", "--where", "conveyance", "AIR", "--fields", "conveyance")
    for name in ("x.csv", "x.xlsx", "x.pdf", "x.ods"):
        assert said(*asked, "--out", tmp_path / name)[0] == 0
    text = (tmp_path / "x.csv").read_text("utf-8-sig")
    assert "Our flying machines" not in text
    assert "Air" in text
    assert "Our flying machines" not in text_of(tmp_path / "x.pdf")


def test_the_name_of_a_file_is_read_before_anything_is_released(
    office: str, said: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    out = tmp_path / f"{MAIL}.pdf"
    code, told = said("submit", office, "case-studies", "--record", CASE, "--out", out)
    assert (code, out.exists()) == (1, False)
    assert "Name of the file" in told
    assert json.loads(said("list", office, "submission", "--json")[1]) == []
