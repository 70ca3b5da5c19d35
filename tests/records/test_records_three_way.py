"""Two officers changed one record: what one side changed stays, and nothing of a thread is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategies import any_record

from rilo_desktop.records import ActionItem, Record, fields_of, record_types
from rilo_desktop.records.action_item import ProgressUpdate
from rilo_desktop.records.merge import field_conflicts, merged

ENTRIES = st.builds(
    ProgressUpdate,
    date=st.sampled_from(["2026-11-01", "2026-11-02"]),
    entry=st.sampled_from(["Asked", "Answered", "Asked again"]),
)
THREADS = st.lists(ENTRIES, max_size=3).map(tuple)


@st.composite
def three(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """A record, and two that each changed some of its fields."""
    kind = draw(st.sampled_from(sorted(record_types())))
    base = draw(any_record(kind))
    names = sorted(fields_of(type(base)))
    changed = [base, base]
    for side in (0, 1):
        other = draw(any_record(kind))
        some = draw(st.lists(st.sampled_from(names), max_size=4, unique=True))
        changed[side] = replace(base, **{name: getattr(other, name) for name in some})
    return base, changed[0], changed[1]


def is_thread(record: Record, name: str) -> bool:
    return isinstance(record, ActionItem) and name == "updates"


@settings(max_examples=200, deadline=None)
@given(three())
def test_what_one_side_changed_stays_and_both_are_asked_about(
    states: tuple[Any, Any, Any],
) -> None:
    base, mine, theirs = states
    asked = {one.name: one for one in field_conflicts(base, mine, theirs)}
    made = merged(base, mine, theirs, [one.name for one in asked.values() if one.changed_by_me])
    for name in fields_of(type(base)):
        if is_thread(base, name):
            continue
        old, own, other = (getattr(state, name) for state in states)
        assert (name in asked) == (own != other)
        if own == old:
            assert getattr(made, name) == other
        elif other == old:
            assert getattr(made, name) == own
        elif own != other:
            assert asked[name].changed_by_both
            assert getattr(made, name) == own
    assert (made.id, made.reference, made.workflow) == (
        theirs.id,
        theirs.reference,
        theirs.workflow,
    )


@settings(max_examples=100, deadline=None)
@given(three())
def test_nothing_of_mine_is_theirs_and_all_of_it_is_mine(states: tuple[Any, Any, Any]) -> None:
    base, mine, theirs = states
    names = [one.name for one in field_conflicts(base, mine, theirs)]
    none, every = merged(base, mine, theirs, []), merged(base, mine, theirs, names)
    for name in fields_of(type(base)):
        if not is_thread(base, name):
            assert getattr(none, name) == getattr(theirs, name)
            assert getattr(every, name) == getattr(mine, name)


@settings(max_examples=300, deadline=None)
@given(THREADS, THREADS, THREADS)
def test_the_entries_of_both_stay_in_their_order(
    before: tuple[Any, ...], own: tuple[Any, ...], other: tuple[Any, ...]
) -> None:
    base = ActionItem(id="1", updates=before)
    mine = replace(base, updates=(*before, *own))
    theirs = replace(base, updates=(*before, *other))
    assert field_conflicts(base, mine, theirs) == ()
    thread = merged(base, mine, theirs, []).updates
    assert thread[: len(theirs.updates)] == theirs.updates
    assert Counter(thread) == Counter(mine.updates) | Counter(theirs.updates)
    rest = iter(mine.updates)
    assert all(entry in rest for entry in thread[len(theirs.updates) :])


def test_an_entry_that_was_taken_back_does_not_come_again() -> None:
    entry = ProgressUpdate(date="2026-11-01", entry="Taken back")
    base = ActionItem(id="1", updates=(entry,))
    theirs = replace(base, updates=())
    assert merged(base, base, theirs, []).updates == ()


def test_the_same_told_twice_is_kept_twice() -> None:
    entry = ProgressUpdate(date="2026-11-01", entry="Reminded")
    base = ActionItem(id="1", updates=(entry,))
    mine = replace(base, updates=(entry, entry))
    theirs = replace(base, updates=(entry, replace(entry, entry="Answered")))
    said = [one.entry for one in merged(base, mine, theirs, []).updates]
    assert said == ["Reminded", "Answered", "Reminded"]


def test_a_field_both_changed_alike_is_no_dispute() -> None:
    base = ActionItem(id="1", title="a")
    both = replace(base, title="b")
    assert field_conflicts(base, both, both) == ()
