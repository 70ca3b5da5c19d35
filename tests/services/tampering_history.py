"""Revisions and the log tampered with, the key in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tampering import ANALYST, GONE, HEAD, Hand
from tampering_kinds import kind, sql

from rilo_desktop.store import log
from rilo_desktop.store.transaction import _INSERT_REVISION, _revision_row

FIRST = "(SELECT min(seq) FROM revision WHERE record = 'case-2')"
NEWEST = "(SELECT max(seq) FROM revision WHERE record = 'case-2')"
EDIT = "(SELECT operation FROM revision WHERE record = 'case-2' ORDER BY seq LIMIT 1)"


def revision(name: str, rule: str, change: str, at: str = FIRST) -> None:
    sql(f"a revision: {name}", rule, f"UPDATE revision SET {change} WHERE seq = {at}")


def entry(name: str, rule: str, change: str, at: str = EDIT) -> None:
    sql(f"an entry of the log: {name}", rule, f"UPDATE log SET {change} WHERE seq = {at}")


# --- one column of a revision

revision("other words", "check.revision", "content = replace(content, 'watches', 'clocks')")
revision("one letter", "check.revision", "content = replace(content, 'Case 2', 'Case 3')")
revision("one space", "check.revision", "content = content || ' '")
revision("what is no JSON", "check.revision", "content = 'watches'")
revision(
    "the words of another",
    "check.revision",
    "content = (SELECT content FROM revision AS o WHERE o.record = 'case-3' LIMIT 1)",
)
revision("a field more", "check.revision", "content = replace(content, '{', '{\"x\":1,')")
revision("other salt", "check.revision", "salt = x'00112233445566778899aabbccddeeff'")
revision("no salt", "check.revision", "salt = NULL")
revision("no content", "check.purged", "content = NULL, salt = NULL")
revision("no content, the salt left", "check.purged", "content = NULL")
revision("other digest", "check.revision", "digest = printf('%064d', 7)")
revision("another author", "check.revision", f"author = '{ANALYST}'")
revision("an author of nowhere", "check.revision", "author = 'XX-99'")
revision("another time", "check.revision", "time = '2020-01-01T00:00:00.000+00:00'")
revision("a time a second later", "check.revision", "time = replace(time, ':', '.')")
revision("another device", "check.revision", "device = 'B'")
revision("another number", "check.revision", "number = 9")
revision("another schema", "check.revision", "schema = 99")
revision("another kind", "check.revision", "kind = 'challenge'")
revision("another record", "check.revision", "record = 'case-3'")
revision("another operation", "check.revision", "operation = 7")
revision("no parent", "check.revision", "parents = '[]'", NEWEST)
revision(
    "a parent of another record",
    "check.revision",
    "parents = (SELECT json_array(id) FROM revision AS o WHERE o.record = 'case-3' LIMIT 1)",
    NEWEST,
)
revision("a parent that never was", "check.parent", f"parents = '[\"{'a' * 64}\"]'", NEWEST)
revision(
    "its parent twice",
    "check.revision",
    "parents = json_array(json_extract(parents, '$[0]'), json_extract(parents, '$[0]'))",
    NEWEST,
)
revision("itself as parent", "check.revision", "parents = json_array(id)", NEWEST)
revision("another id", "check.revision", f"id = '{'b' * 64}'")
revision("no signature", "check.signature", "signature = x''")
revision("a signature of zeros", "check.signature", "signature = zeroblob(64)")
revision("half a signature", "check.signature", "signature = substr(signature, 1, 32)")
revision(
    "the signature of another",
    "check.signature",
    "signature = (SELECT signature FROM revision AS o WHERE o.record = 'case-3' LIMIT 1)",
)
revision("another place in the order", "check.order", "seq = 90000")

# --- revisions that go, come and change places

sql(
    "a revision removed: the first of a record",
    "check.removed",
    f"DELETE FROM revision WHERE seq = {FIRST}",
)
sql(
    "a revision removed: one in the middle",
    "check.removed",
    f"DELETE FROM revision WHERE seq = {FIRST} + 1",
)
sql(
    "a revision removed: the newest of a record",
    "check.removed",
    f"DELETE FROM revision WHERE seq = {NEWEST}",
)
sql(
    "a record removed with its history",
    "check.removed",
    "DELETE FROM revision WHERE record = 'case-2'",
    "DELETE FROM record WHERE id = 'case-2'",
)
sql("all revisions removed", "check.removed", "DELETE FROM revision")
sql(
    "two revisions in each other's place",
    "check.order",
    f"UPDATE revision SET seq = -seq WHERE seq IN ({FIRST}, {FIRST} + 1)",
    "UPDATE revision SET seq = CASE seq WHEN (SELECT min(seq) FROM revision) "
    "THEN -seq - 1 ELSE -seq + 1 END WHERE seq < 0",
)
sql(
    "a newest revision hidden: its record stands at the one before",
    "check.head",
    f"UPDATE record SET revision = (SELECT id FROM revision WHERE seq = {FIRST}) "
    "WHERE id = 'case-2'",
)


@kind("a revision of the insider's own that no entry of the log names", "check.unlogged")
def _unlogged(hand: Hand) -> None:
    made = hand.told_anew(hand.of("case-2"), hand.signer(ANALYST), author=ANALYST, number=4)
    hand.run(_INSERT_REVISION, *_revision_row(made))


@kind("a revision in the name of a colleague, signed by the insider", "check.signature")
def _in_the_name(hand: Hand) -> None:
    made = hand.told_anew(hand.of("case-2"), hand.signer(ANALYST), number=4)
    hand.run(_INSERT_REVISION, *_revision_row(made))


@kind("a revision a second time, in the place of another", "check.revision")
def _twice(hand: Hand) -> None:
    hand.put(hand.of("case-2", 1), replace(hand.of("case-2", 0), id="c" * 64))


@kind("words, digest and id changed, the old signature kept", "check.signature")
def _old_signature(hand: Hand) -> None:
    old = hand.of("case-2", 0)
    made = hand.told_anew(old, hand.stranger, content=hand.content_with(old, title="Clocks"))
    hand.put(old, replace(made, signature=old.signature))


def re_signed(name: str, rule: str, by: Callable[[Hand], Any], **changes: Any) -> None:
    @kind(f"words changed and signed anew {name}", rule)
    def do(hand: Hand) -> None:
        old = hand.of("case-2", 0)
        content = hand.content_with(old, title="Clocks")
        hand.put(old, hand.told_anew(old, by(hand), content=content, **changes))


re_signed("by a colleague", "check.signature", lambda hand: hand.signer(ANALYST))
re_signed("by who left", "check.signature", lambda hand: hand.signer(GONE))
re_signed("by a key of nobody", "check.signature", lambda hand: hand.stranger)
re_signed(
    "in the insider's own name", "check.unlogged", lambda hand: hand.signer(ANALYST), author=ANALYST
)
re_signed("by their own author", "check.unlogged", lambda hand: hand.signer(HEAD))
re_signed(
    "with another time by their own author",
    "check.unlogged",
    lambda hand: hand.signer(HEAD),
    time="2020-01-01T00:00:00.000+00:00",
)


@kind("words changed by their author, and the log told so, not signed anew", "check.log")
def _log_told(hand: Hand) -> None:
    old = hand.of("case-2", 0)
    made = hand.told_anew(old, hand.signer(HEAD), content=hand.content_with(old, title="Clocks"))
    hand.put(old, made)
    hand.run("UPDATE log SET revisions = replace(revisions, ?, ?)", old.id, made.id)


@kind(
    "words changed by their author, and the log signed anew as far as the keys go",
    "check.log_signature",
)
def _log_signed(hand: Hand) -> None:
    """The colleague's entries that follow cannot be signed."""
    old = hand.of("case-2", 0)
    made = hand.told_anew(old, hand.signer(HEAD), content=hand.content_with(old, title="Clocks"))
    hand.put(old, made)
    said = hand.entry(old.operation)
    hand.put_entry(replace(said, revisions=(made.id,)))
    hand.chained(old.operation, {HEAD: hand.signer(HEAD)})


@kind(
    "the history written anew from there with the keys of all, before a head noted outside",
    "check.log_rewritten",
)
def _all_signed(hand: Hand) -> None:
    old = hand.of("case-2", 0)
    made = hand.told_anew(old, hand.signer(HEAD), content=hand.content_with(old, title="Clocks"))
    hand.put(old, made)
    hand.put_entry(replace(hand.entry(old.operation), revisions=(made.id,)))
    hand.run("UPDATE revision SET parents = replace(parents, ?, ?)", old.id, made.id)
    hand.chained(old.operation, {s: hand.signer(s) for s in (HEAD, ANALYST, GONE)})


@kind("a revision of a colleague under an entry of the insider", "check.author")
def _under_another(hand: Hand) -> None:
    old = hand.of("last")
    made = hand.told_anew(old, hand.signer(ANALYST), author=ANALYST)
    hand.put(old, made)
    hand.put_entry(replace(hand.entry(old.operation), revisions=(made.id,)))
    hand.chained(old.operation, {HEAD: hand.signer(HEAD)})


# --- one column of an entry of the log

entry("another time", "check.log", "time = '2020-01-01T00:00:00.000+00:00'")
entry("another officer", "check.log", f"officer = '{ANALYST}'")
entry("another device", "check.log", "device = 'B'")
entry("another action", "check.log", "action = 'opened'")
entry("another detail", "check.log", 'detail = \'{"reason":"none"}\'')
entry(
    "a detail taken away",
    "check.log",
    "detail = '{}'",
    "(SELECT seq FROM log WHERE action = 'officer removed')",
)
entry(
    "who was removed",
    "check.log",
    f"detail = replace(detail, '{GONE}', '{ANALYST}')",
    "(SELECT seq FROM log WHERE action = 'officer removed')",
)
entry(
    "the reason of a purge",
    "check.log",
    "detail = replace(detail, 'a name in it', 'age')",
    "(SELECT seq FROM log WHERE action = 'content purged')",
)
entry(
    "one more purged revision",
    "check.log",
    f'detail = replace(detail, \'"revisions":[\', \'"revisions":["{"a" * 64}",\')',
    "(SELECT seq FROM log WHERE action = 'content purged')",
)
entry("no revisions", "check.log", "revisions = '[]'")
entry("one revision more", "check.log", f"revisions = '[\"{'a' * 64}\"]'")
entry(
    "its revisions in another order",
    "check.log",
    "revisions = (SELECT json_group_array(value) "
    "FROM (SELECT value FROM json_each(revisions) ORDER BY key DESC))",
    "2",
)
entry("another one before", "check.log_gap", f"previous = '{'0' * 64}'")
entry("another hash", "check.log", f"hash = '{'0' * 64}'")
entry("no signature", "check.log_signature", "signature = x''")
entry(
    "the signature of another",
    "check.log_signature",
    "signature = (SELECT signature FROM log WHERE seq = 2)",
)
entry("a hole in the numbers", "check.log_gap", "seq = seq + 90000", "(SELECT max(seq) FROM log)")

# --- entries that go, come and change places

sql("an entry removed: the first", "check.log_gap", "DELETE FROM log WHERE seq = 1")
sql("an entry removed: one in the middle", "check.log_gap", f"DELETE FROM log WHERE seq = {EDIT}")
sql(
    "an entry removed: the newest",
    "check.unlogged",
    "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)",
)
sql(
    "an entry removed: that somebody opened the office",
    "check.log_gap",
    "DELETE FROM log WHERE seq = (SELECT min(seq) FROM log WHERE action = 'opened')",
)
sql(
    "an entry removed: that content was purged",
    "check.purged",
    "DELETE FROM log WHERE action = 'content purged'",
)
sql(
    "an entry removed: that an officer left",
    "check.officer",
    "DELETE FROM log WHERE action = 'officer removed'",
)
sql("the whole log removed", "check.unlogged", "DELETE FROM log")
sql(
    "the log turned round",
    "check.log_gap",
    "UPDATE log SET seq = -seq",
    "UPDATE log SET seq = seq + 1 + (SELECT count(*) FROM log)",
)
sql(
    "an entry a second time, at the end",
    "check.log",
    "INSERT INTO log SELECT (SELECT max(seq) FROM log) + 1, time, officer, device, action, detail, "
    "revisions, previous, hash, signature FROM log WHERE seq = 2",
)
sql(
    "two entries in each other's place",
    "check.log_gap",
    "UPDATE log SET seq = -1 WHERE seq = 7",
    "UPDATE log SET seq = 7 WHERE seq = 8",
    "UPDATE log SET seq = 8 WHERE seq = -1",
)


@kind("the log renumbered after one was removed", "check.log")
def _renumbered(hand: Hand) -> None:
    hand.run("DELETE FROM log WHERE seq = 9")
    hand.run("UPDATE log SET seq = -seq WHERE seq > 9")
    hand.run("UPDATE log SET seq = -seq - 1 WHERE seq < 0")


@kind("an entry in the name of a colleague", "check.log_signature")
def _forged_entry(hand: Hand) -> None:
    hand.say("opened", HEAD, hand.signer(ANALYST))


@kind("an entry by an officer of nowhere", "check.log_signature")
def _nowhere(hand: Hand) -> None:
    hand.say("opened", "XX-99", hand.stranger)


@kind("an entry by who left, with their own key", "check.stranger")
def _who_left(hand: Hand) -> None:
    hand.say("opened", GONE, hand.signer(GONE))


@kind("a record written by who left, with their own key", "check.stranger")
def _written_by_who_left(hand: Hand) -> None:
    old = hand.of("last")
    made = hand.told_anew(
        old,
        hand.signer(GONE),
        author=GONE,
        number=2,
        parents=(old.id,),
        operation=hand.last + 1,
        content=hand.content_with(old, title="by who left"),
    )
    hand.run(_INSERT_REVISION, *_revision_row(made))
    hand.say("edit", GONE, hand.signer(GONE), (made.id,))
    hand.remake()


@kind("an entry signed with a key from before a reset", "check.log_signature")
def _old_key(hand: Hand) -> None:
    """Whoever kept the slot of then has the key of then; here it stands for any other."""
    hand.say("opened", ANALYST, hand.stranger)


@kind("an entry before the office was made", "check.log_gap")
def _before(hand: Hand) -> None:
    first = hand.entry(1)
    hand.put_entry(replace(first, seq=0))


# --- a log that was shortened

for _count, _how in ((1, "its newest entry"), (2, "all after the newest backup")):

    @kind(f"the log shortened by {_how}, with all that it made", "")
    def _shortened(hand: Hand, count: int = _count) -> None:
        hand.cut(count)


@kind("the log shortened to before a head noted outside", "check.log_shortened")
def _shortened_much(hand: Hand) -> None:
    hand.run("UPDATE officer SET removed = NULL, function = 'Analyst'")
    hand.run(f"UPDATE officer SET function = 'Head of RILO' WHERE sign = '{HEAD}'")
    hand.cut(5)


@kind("the log shortened to before a head noted outside, and gone on with", "check.log_rewritten")
def _shortened_and_on(hand: Hand) -> None:
    hand.cut(4)
    for _ in range(4):
        hand.say("opened", HEAD, hand.signer(HEAD))


# --- what nobody can find


@kind("what an officer writes in their own name", "")
def _own_name(hand: Hand) -> None:
    """With tools of their own, and every row as the program would have written it."""
    old = hand.of("last")
    made = hand.told_anew(
        old,
        hand.signer(ANALYST),
        author=ANALYST,
        number=2,
        parents=(old.id,),
        operation=hand.last + 1,
        content=hand.content_with(old, title="not true"),
    )
    hand.run(_INSERT_REVISION, *_revision_row(made))
    hand.say("edit", ANALYST, hand.signer(ANALYST), (made.id,))
    hand.remake()


@kind("a time of the insider's own choice, in their own name", "")
def _own_time(hand: Hand) -> None:
    before = hand.say("opened", ANALYST, hand.signer(ANALYST))
    hand.put_entry(
        log.entry(
            before.seq,
            "1999-01-01T00:00:00.000+00:00",
            ANALYST,
            "A",
            "opened",
            {},
            (),
            before.previous,
            hand.signer(ANALYST),
        )
    )


@kind("the history after the newest noted head written anew with the keys of its authors", "")
def _anew(hand: Hand) -> None:
    old = hand.of("last")
    made = hand.told_anew(old, hand.signer(HEAD), content=hand.content_with(old, title="Clocks"))
    hand.put(old, made)
    hand.put_entry(replace(hand.entry(old.operation), revisions=(made.id,)))
    hand.chained(old.operation, {HEAD: hand.signer(HEAD)})
    hand.remake()
