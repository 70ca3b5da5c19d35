"""Officers, rows, search text, pictures and the database itself tampered with, the key in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tampering import ANALYST, GONE, HEAD, Hand
from tampering_kinds import OPENING, kind, sql

from rilo_desktop.folding import fold
from rilo_desktop.store import backup_file, officer_rows, purging, search_words
from rilo_desktop.store.transaction import _INSERT_SEARCH

# --- cards of offices

sql("a card: nobody's own", "check.card", "UPDATE card SET own = 0")
sql("a card: gone", "check.card", "DELETE FROM card")
sql("a card: never revoked", "check.card", "UPDATE card SET revoked = '2026-01-01'")
sql("a card: of another office", "check.card", "UPDATE card SET office = 'EU'")
sql("a card: compared, as nobody did", "check.card", "UPDATE card SET basis = 'compared'")
sql("a card: as an older version kept it", "check.card", "UPDATE card SET basis = ''")
sql("a card: another file", "check.card", "UPDATE card SET content = x'7b7d'")
sql(
    "a card: one nobody trusted",
    "check.card",
    "INSERT INTO card SELECT 'AAAA-BBBB', office, content, 0, trusted, revoked, revocation, basis "
    "FROM card",
)

# --- comments on records

ON_CASE = "record = 'case-2'"


def comment(name: str, *statements: str) -> None:
    sql(f"a comment: {name}", "check.comment", *statements)


comment("another text", f"UPDATE record_comment SET text = 'It is right.' WHERE {ON_CASE}")
comment("another officer's", f"UPDATE record_comment SET author = '{ANALYST}' WHERE {ON_CASE}")
comment("another time", f"UPDATE record_comment SET time = '2026' WHERE {ON_CASE}")
comment("on another field", f"UPDATE record_comment SET field = 'title' WHERE {ON_CASE}")
comment("on another record", f"UPDATE record_comment SET record = 'case-1' WHERE {ON_CASE}")
comment("done, as nobody said", f"UPDATE record_comment SET state = 'done' WHERE {ON_CASE}")
comment("gone", f"DELETE FROM record_comment WHERE {ON_CASE}")
comment("the answer to another one", f"UPDATE record_comment SET answers = 'x' WHERE {ON_CASE}")
comment(
    "the texts of two exchanged",
    "UPDATE record_comment SET text = (SELECT o.text FROM record_comment AS o "
    "WHERE o.id <> record_comment.id)",
)
comment(
    "one nobody wrote",
    "INSERT INTO record_comment SELECT 90000, 'x', record, field, answers, author, time, "
    f"operation, salt, text, state, changed FROM record_comment WHERE {ON_CASE}",
)
comment("no text at all", f"UPDATE record_comment SET text = x'00', salt = 7 WHERE {ON_CASE}")


# --- officers and their keys

sql(
    "an officer: a higher role",
    "check.officer",
    f"UPDATE officer SET role = 'head' WHERE sign = '{ANALYST}'",
)
sql(
    "an officer: a lower role",
    "check.officer",
    f"UPDATE officer SET role = 'reader' WHERE sign = '{ANALYST}'",
)
sql(
    "an officer: another function",
    "check.officer",
    f"UPDATE officer SET function = 'Director' WHERE sign = '{ANALYST}'",
)
sql(
    "an officer: who left is back",
    "check.officer",
    f"UPDATE officer SET removed = NULL WHERE sign = '{GONE}'",
)
sql(
    "an officer: one is gone",
    "check.officer",
    f"UPDATE officer SET removed = '2026-01-01' WHERE sign = '{ANALYST}'",
)
sql(
    "an officer: the row of who left is gone",
    "check.officer",
    f"DELETE FROM officer WHERE sign = '{GONE}'",
)
sql(
    "an officer: one nobody added",
    "check.officer",
    "INSERT INTO officer SELECT 'XX-99', function, role, public_key, added, removed "
    "FROM officer LIMIT 1",
)
sql(
    "an officer: another key",
    "check.officer",
    f"UPDATE officer SET public_key = zeroblob(32) WHERE sign = '{ANALYST}'",
)
sql(
    "an officer: the keys of two exchanged",
    "check.officer",
    "UPDATE officer SET public_key = (SELECT o.public_key FROM officer AS o "
    f"WHERE o.sign = '{GONE}') WHERE sign = '{ANALYST}'",
)
sql(
    "an officer: a former key that nobody had",
    "check.officer",
    f"INSERT INTO former_key VALUES ('{GONE}', 1, zeroblob(32))",
)
sql(
    "an officer: a former key of nobody's",
    "check.officer",
    "INSERT INTO former_key VALUES ('XX-99', 1, zeroblob(32))",
)
sql("an officer: a former key is gone", "check.officer", "DELETE FROM former_key")
sql(
    "an officer: a former key for longer",
    "check.officer",
    "UPDATE former_key SET until = until + 90",
)


@kind("an officer raises their own role, in the log too", "check.role")
def _raised(hand: Hand) -> None:
    hand.say(officer_rows.CHANGED, ANALYST, hand.signer(ANALYST), sign=ANALYST, role="head")
    hand.run("UPDATE officer SET role = 'head' WHERE sign = ?", ANALYST)


@kind("an analyst adds an officer, in the log too", "check.role")
def _added(hand: Hand) -> None:
    key = hand.stranger.public_key
    hand.say(
        officer_rows.ADDED,
        ANALYST,
        hand.signer(ANALYST),
        sign="AP-09",
        function="x",
        role="head",
        key=key.hex(),
    )
    hand.run("INSERT INTO officer VALUES ('AP-09', 'x', 'head', ?, '2026', NULL)", key)


@kind("an analyst removes an officer, in the log too", "check.role")
def _removed(hand: Hand) -> None:
    hand.say(officer_rows.REMOVED, ANALYST, hand.signer(ANALYST), sign=ANALYST)
    hand.run("UPDATE officer SET removed = '2026' WHERE sign = ?", ANALYST)


@kind("an analyst takes over a colleague's key, in the log too", "check.role")
def _taken(hand: Hand) -> None:
    key = hand.stranger.public_key
    said = hand.say(officer_rows.RESET, ANALYST, hand.signer(ANALYST), sign=HEAD, key=key.hex())
    hand.run(
        "INSERT INTO former_key SELECT sign, ?, public_key FROM officer WHERE sign = ?",
        said.seq - 1,
        HEAD,
    )
    hand.run("UPDATE officer SET public_key = ? WHERE sign = ?", key, HEAD)


@kind("an analyst purges, in the log too", "check.role")
def _purged(hand: Hand) -> None:
    gone = hand.of("case-2", 0)
    hand.say(purging.PURGED, ANALYST, hand.signer(ANALYST), revisions=[gone.id], reason="x")
    hand.run("UPDATE revision SET content = NULL, salt = NULL WHERE id = ?", gone.id)


# --- what is made from revisions

CASE = "(SELECT row FROM record WHERE id = 'case-2')"


def derived(name: str, rule: str, *statements: str) -> None:
    sql(f"what is derived: {name}", rule, *statements)


derived(
    "another title in lists",
    "check.projection",
    "UPDATE record SET title = 'Clocks' WHERE id = 'case-2'",
)
derived(
    "another state",
    "check.projection",
    "UPDATE record SET workflow = 'released' WHERE id = 'case-2'",
)
derived("a lower label", "check.projection", "UPDATE record SET tlp = 'CLEAR' WHERE id = 'case-2'")
derived(
    "an archived record", "check.projection", "UPDATE record SET archived = 1 WHERE id = 'case-2'"
)
derived(
    "another reference",
    "check.projection",
    "UPDATE record SET reference = 'AP/2026/CS/A9999' WHERE id = 'case-2'",
)
derived(
    "another own number",
    "check.projection",
    "UPDATE record SET local_ref = 'N-9' WHERE id = 'case-2'",
)
derived("another date", "check.projection", "UPDATE record SET dated = '1999' WHERE id = 'case-2'")
derived(
    "the revision of another record",
    "check.head",
    "UPDATE record SET revision = (SELECT revision FROM record WHERE id = 'case-3') "
    "WHERE id = 'case-2'",
)
derived(
    "a record gone from the lists", "check.rows_missing", "DELETE FROM record WHERE id = 'case-2'"
)
derived(
    "a record that nobody wrote",
    "check.head",
    "INSERT INTO record SELECT 90000, 'x', kind, 'X', NULL, title, dated, workflow, archived, "
    "office_code, language, tlp, caveats, review_date, not_known, 'x', number, origin, NULL "
    "FROM record WHERE id = 'case-2'",
)
derived(
    "another text in the columns",
    "check.projection",
    f"UPDATE case_study SET modus_operandi = 'x' WHERE owner = {CASE}",
)
derived(
    "a value taken away",
    "check.projection",
    f"UPDATE case_study SET modus_operandi = NULL WHERE owner = {CASE}",
)
derived(
    "the columns of a record gone",
    "check.projection",
    f"DELETE FROM case_study WHERE owner = {CASE}",
)
derived(
    "other goods",
    "check.projection",
    f"UPDATE case_study_goods SET description = 'Clocks' WHERE owner = {CASE} AND line = 1",
)
derived("goods gone", "check.projection", f"DELETE FROM case_study_goods WHERE owner = {CASE}")
derived(
    "goods in another order",
    "check.projection",
    f"UPDATE case_study_goods SET line = line + 90 WHERE owner = {CASE} AND line = 1",
)
derived(
    "lines of no record",
    "check.foreign_key",
    "PRAGMA foreign_keys=OFF",
    "INSERT INTO case_study_goods (owner, line) VALUES (90000, 1)",
)

# --- search text


def search(name: str, rule: str, change: Callable[[str, str], tuple[str, str]]) -> None:
    @kind(f"search text: {name}", rule)
    def do(hand: Hand) -> None:
        stored = hand.reading.records.stored("case-2")
        assert stored is not None
        ((row,),) = hand.reading.run("SELECT row FROM record WHERE id = 'case-2'")
        hand.run("DELETE FROM search WHERE rowid = ?", row)
        hand.run(_INSERT_SEARCH, row, *change(*search_words.row(stored.record)))


search("a word fewer", "check.not_found", lambda title, body: (title, body.replace("crates", "")))
search("a word more", "check.not_found", lambda title, body: (f"{title} clocks", body))
search(
    "one word for another",
    "check.search_words",
    lambda title, body: (title, body.replace("crates", "clocks")),
)
search(
    "two words in each other's place",
    "check.search_words",
    lambda title, body: (" ".join(reversed(title.split())), body),
)
search("marked as archived", "check.not_found", lambda title, body: (title, f"{body} \ue000"))
sql(
    "search text: a record cannot be found",
    "check.unsearchable",
    f"DELETE FROM search WHERE rowid = {CASE}",
)
sql(
    "search text: words of no record",
    "check.search_extra",
    "INSERT INTO search(rowid, title, body) VALUES (90000, 'a', 'b')",
)
sql(
    "search text: the index emptied",
    "check.unsearchable",
    "INSERT INTO search(search) VALUES ('delete-all')",
)


@kind("search text: a word exchanged between two records", "check.search_words")
def _exchanged(hand: Hand) -> None:
    """Each text as long as before, and all words as often as before."""
    for name, other in (("case-2", "case 3"), ("case-3", "case 2")):
        stored = hand.reading.records.stored(name)
        assert stored is not None
        ((row,),) = hand.reading.run("SELECT row FROM record WHERE id = ?", (name,))
        title, body = search_words.row(stored.record)
        hand.run("DELETE FROM search WHERE rowid = ?", row)
        hand.run(_INSERT_SEARCH, row, title.replace(fold(f"Case {name[-1]}"), other), body)


# --- pictures

sql("a picture changed", "check.picture", "UPDATE attachment SET content = x'00'")
sql("a picture removed", "check.picture_missing", "DELETE FROM attachment")
sql("a picture under another hash", "check.picture", f"UPDATE attachment SET sha256 = '{'a' * 64}'")
sql(
    "a picture with another behind its hash",
    "check.picture",
    "UPDATE attachment SET content = x'000102'",
)
sql(
    "the cleaned copy of a picture changed",
    "check.picture",
    "UPDATE picture_copy SET content = x'00'",
)
sql("the small picture of lists changed", "", "UPDATE picture_copy SET thumbnail = x'00'")
sql("the file name of a picture changed", "", "UPDATE attachment SET name = 'b.png'")


@kind("the cleaned copy of a picture exchanged together with its hash", "")
def _copy(hand: Hand) -> None:
    from hashlib import sha256

    content = b"another copy"
    hand.run(
        "UPDATE picture_copy SET content = ?, sha256 = ?", content, sha256(content).hexdigest()
    )


# --- the database itself

sql(
    "a trigger of the insider's own",
    "check.schema",
    "CREATE TRIGGER later AFTER INSERT ON revision BEGIN DELETE FROM log WHERE 0; END",
)
sql("a table of the insider's own", "check.schema", "CREATE TABLE mine(x)")
sql("a view of the insider's own", "check.schema", "CREATE VIEW mine AS SELECT 1")
sql("an index that keeps numbers unique is gone", "check.schema", "DROP INDEX record_local_ref")
sql("the schema said to be newer", OPENING, "UPDATE alembic_version SET version_num = '9999'")
sql("the schema said to be none", OPENING, "DELETE FROM alembic_version")
sql(
    "settings of the office changed: schedules, rules of retention, counters",
    "",
    "INSERT OR REPLACE INTO setting VALUES ('backup.hours', '0')",
    "UPDATE counter SET last = last + 5",
)
sql(
    "how an officer likes the window",
    "",
    f"INSERT OR REPLACE INTO preference VALUES ('{HEAD}', 'list.case-study', 'wide')",
)

# --- what was noted outside


@kind("a backup's noted head forged", "check.backup_signature")
def _forged_head(hand: Hand) -> None:
    about = backup_file.read(hand.backup)
    newest = (about.manifest.operations, "0" * 64)
    forged = replace(about.manifest, heads=(newest, *about.manifest.heads[1:]))
    with hand.backup.open("r+b") as file:
        file.truncate(about.manifest.database_bytes)
        file.seek(0, 2)
        backup_file.append(hand.backup, forged, about.slots, hand.signer(ANALYST), file)


@kind("what a backup says of itself changed", "check.backup_signature")
def _forged_count(hand: Hand) -> None:
    about = backup_file.read(hand.backup)
    forged = replace(about.manifest, made="2020-01-01T00:00:00+00:00")
    with hand.backup.open("r+b") as file:
        file.truncate(about.manifest.database_bytes)
        file.seek(0, 2)
        backup_file.append(hand.backup, forged, about.slots, hand.stranger, file)
