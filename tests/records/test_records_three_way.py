"""Two officers changed one record: what one side changed stays, and nothing of a thread is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategies import any_record

from rilo_desktop.records import (
    ActionItem,
    AnswerPicture,
    Consultation,
    ConsultationParagraph,
    QuestionAnswer,
    QuestionnaireAnswers,
    fields_of,
    record_types,
)
from rilo_desktop.records.action_item import ProgressUpdate
from rilo_desktop.records.merge import field_conflicts, merged
from short_forms import examples

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


def is_put_together(states: tuple[Any, Any, Any], name: str) -> bool:
    """Of both, entry by entry or line by line: the tests below say how."""
    if isinstance(states[0], ActionItem) and name == "updates":
        return True
    about = fields_of(type(states[0]))[name]
    old, own, other = (getattr(state, name) for state in states)
    both_changed = own not in (old, other) and other != old
    return bool(about.merged_by and states[0].reference) and (bool(about.named_by) or both_changed)


@settings(max_examples=examples(200), deadline=None)
@given(three())
def test_what_one_side_changed_stays_and_both_are_asked_about(
    states: tuple[Any, Any, Any],
) -> None:
    base, mine, theirs = states
    asked = {one.name: one for one in field_conflicts(base, mine, theirs)}
    made = merged(base, mine, theirs, [one.name for one in asked.values() if one.changed_by_me])
    for name in fields_of(type(base)):
        if is_put_together(states, name):
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


@settings(max_examples=examples(100), deadline=None)
@given(three())
def test_nothing_of_mine_is_theirs_and_all_of_it_is_mine(states: tuple[Any, Any, Any]) -> None:
    base, mine, theirs = states
    names = [one.name for one in field_conflicts(base, mine, theirs)]
    none, every = merged(base, mine, theirs, []), merged(base, mine, theirs, names)
    for name in fields_of(type(base)):
        if not is_put_together(states, name):
            assert getattr(none, name) == getattr(theirs, name)
            assert getattr(every, name) == getattr(mine, name)


@settings(max_examples=examples(300), deadline=None)
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


# Lines that are put together one by one

VALUES = st.dictionaries(
    st.sampled_from(["staff", "front", "back", "text"]),
    st.sampled_from(["", "one", "two", "three"]),
)


def answers(said: Mapping[str, str]) -> QuestionnaireAnswers:
    """Each with the picture that it names."""
    files = dict.fromkeys(value for value in said.values() if value)
    return QuestionnaireAnswers(
        id="1",
        reference="XX/2026/QA/A0001",
        answers=tuple(QuestionAnswer(path=path, value=said[path]) for path in said),
        pictures=tuple(AnswerPicture(file=file, caption=file) for file in files),
    )


def said(record: QuestionnaireAnswers) -> dict[str, str]:
    return {line.path or "": line.value or "" for line in record.answers}


@settings(max_examples=examples(400), deadline=None)
@given(VALUES, VALUES, VALUES, st.booleans())
def test_each_answer_that_one_of_two_changed_stays(
    before: dict[str, str], own: dict[str, str], other: dict[str, str], takes_mine: bool
) -> None:
    base, mine, theirs = (answers(one) for one in (before, own, other))
    found = field_conflicts(base, mine, theirs)
    names = [one.name for one in found]
    wanted, disputed = {}, set()
    for path in {*before, *own, *other}:
        old, one, two = (given.get(path) for given in (before, own, other))
        if one != old and two not in (old, one):
            disputed.add(path)
        chosen = one if two == old or (path in disputed and takes_mine) else two
        if chosen is not None:
            wanted[path] = chosen
    only_one = base.answers in (mine.answers, theirs.answers) and mine.answers != theirs.answers
    assert names == (["answers"] if disputed or only_one else [])
    for conflict in found if disputed else ():
        both = {line.path for line in (*conflict.mine, *conflict.theirs)}
        assert both == disputed
        assert conflict.changed_by_both
    take = [one.name for one in found if one.changed_by_me and (takes_mine or not disputed)]
    made = merged(base, mine, theirs, take)
    assert said(made) == wanted
    assert {one.file for one in made.pictures} == {*wanted.values()} - {""}


def test_a_repeat_is_one_as_its_numbers_shift() -> None:
    base = answers({"op[1]/title": "LANTERN", "op[2]/title": "TIDE", "staff": "7"})
    mine = answers({"op[1]/title": "TIDE", "staff": "8"})
    theirs = answers({"op[1]/title": "LANTERN", "op[2]/title": "LOW TIDE", "staff": "7"})
    (found,) = field_conflicts(base, mine, theirs)
    assert [line.value for line in found.mine] == ["TIDE"]
    assert [line.value for line in found.theirs] == ["LANTERN", "LOW TIDE"]
    assert said(merged(base, mine, theirs, [])) == {**said(theirs), "staff": "8"}
    assert said(merged(base, mine, theirs, ["answers"])) == said(mine)


def test_what_both_say_of_one_picture_is_chosen() -> None:
    base = answers({"front": "one", "back": "two"})
    first, second = base.pictures
    mine = replace(base, pictures=(replace(first, caption="Front"), second))
    theirs = replace(
        base, pictures=(replace(first, caption="Label"), replace(second, boxes=("x",)))
    )
    (found,) = field_conflicts(base, mine, theirs)
    assert (found.name, len(found.mine), found.changed_by_both) == ("pictures", 1, True)
    own = merged(base, mine, theirs, ["pictures"])
    assert [one.caption for one in own.pictures] == ["Front", "two"]
    assert own.pictures[1].boxes == ("x",), "only they changed it"


def test_a_picture_that_nobody_names_goes_where_one_took_it_away() -> None:
    named = answers({"front": "one"})
    base = replace(named, pictures=(*named.pictures, AnswerPicture(file="spare")))
    theirs = replace(base, title="Other")
    files = [one.file for one in merged(base, named, theirs, ["pictures"]).pictures]
    assert files == ["one"]
    assert len(merged(base, base, theirs, []).pictures) == 2


def test_without_a_common_state_versions_are_chosen_whole() -> None:
    nothing = QuestionnaireAnswers(id="1")
    mine, theirs = answers({"front": "one"}), answers({"back": "two"})
    assert [one.name for one in field_conflicts(nothing, mine, theirs)] == ["answers", "pictures"]
    assert merged(nothing, mine, theirs, []) == theirs


def test_two_officers_comment_on_two_paragraphs() -> None:
    lines = tuple(ConsultationParagraph(number=str(n), text="Theirs") for n in (1, 2, 3))
    base = Consultation(id="1", reference="XX/2026/CO/A0001", paragraphs=lines)

    def commented(at: int, words: str) -> Consultation:
        changed = [*lines]
        changed[at] = replace(lines[at], comment=words)
        return replace(base, paragraphs=tuple(changed))

    mine, theirs = commented(0, "Mine"), commented(2, "Theirs")
    assert field_conflicts(base, mine, theirs) == ()
    made = merged(base, mine, theirs, [])
    assert [line.comment for line in made.paragraphs] == ["Mine", None, "Theirs"]
    (found,) = field_conflicts(base, mine, commented(0, "Other"))
    assert (found.name, len(found.mine)) == ("paragraphs", 1)
