"""Thinning: whatever the clock said, the good backups stay."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.store.backup_retention import BackupRule, KeptBackup, superfluous

START = date(2026, 1, 1)
days = st.one_of(
    st.integers(0, 400).map(lambda n: (START + timedelta(days=n)).isoformat()),
    st.sampled_from(["1979-12-31", "2038-01-19", "", "nonsense", "9999-12-31"]),
    st.dates().map(date.isoformat),
)


@st.composite
def backups(draw):
    steps = draw(st.lists(st.tuples(st.integers(0, 300), days), max_size=80))
    made, operations = [], 0
    for n, (step, day) in enumerate(steps):
        operations += step
        made.append(KeptBackup(f"{n:03}", operations, operations * 2, day))
    return made


def left(made):
    gone = superfluous(made)
    return [one for one in made if one.name not in gone]


@given(backups())
def test_the_newest_and_the_oldest_always_stay(made):
    kept = left(made)
    if made:
        assert made[-1] in kept
        assert any(one.operations == made[0].operations for one in kept)
    assert kept[-3:] == made[-3:]


@given(backups(), days)
def test_no_clock_takes_what_the_history_keeps(made, wrong):
    """Whatever time each had noted: those spaced along the history stay."""
    told = [KeptBackup(one.name, one.operations, one.revisions, wrong) for one in made]
    by_history = {one.name for one in left(told)}
    assert {one.name for one in left(made)} >= {
        name for name in by_history if name not in _of_calendar(told)
    }


def _of_calendar(made):
    """With one day for all, the calendar keeps the newest alone."""
    return {made[-1].name} if made else set()


@given(backups())
def test_every_stretch_of_the_history_keeps_one(made):
    """How far back something is wanted, there is one at most four times as far back."""
    kept = left(made)
    for one in made:
        behind = made[-1].operations - one.operations
        assert any(
            behind <= made[-1].operations - other.operations < max(1, 2 * behind)
            or other.operations == one.operations
            for other in kept
        )


@given(backups())
def test_few_are_kept(made):
    rule = BackupRule()
    most = rule.newest + rule.days + rule.weeks + rule.months + 16
    assert len(left(made)) <= most


@given(backups())
def test_nothing_more_goes_the_second_time(made):
    kept = left(made)
    assert left(kept) == kept


@given(backups(), st.permutations(range(5)))
def test_the_order_of_the_list_does_not_matter(made, order):
    shuffled = sorted(made, key=lambda one: order[int(one.name) % 5])
    assert superfluous(shuffled) == superfluous(made)


def test_days_weeks_and_months_of_a_year_with_a_right_clock():
    made: list[KeptBackup] = []
    for n in range(365):
        day = (START + timedelta(days=n)).isoformat()
        made = left([*made, KeptBackup(f"{n:03}", n * 5, n * 9, day)])
    kept = {one.made for one in made}
    last = START + timedelta(days=364)
    assert {(last - timedelta(days=n)).isoformat() for n in range(7)} <= kept
    assert len({day[:7] for day in kept}) == 12


def test_a_clock_that_ran_wild_for_a_day_leaves_the_months():
    """Thirty backups, each in another year: the good ones spaced along the history stay."""
    good = [
        KeptBackup(f"g{n:02}", n * 40, n * 40, (START + timedelta(days=n)).isoformat())
        for n in range(200)
    ]
    good = left(good)
    wild = [KeptBackup(f"w{n:02}", 8000 + n, 8000 + n, f"{2030 + n}-01-01") for n in range(30)]
    kept = left([*good, *wild])
    stayed = [one for one in kept if one.name.startswith("g")]
    behind = [8029 - one.operations for one in stayed]
    assert len(stayed) >= 7
    assert min(behind) <= 128
    assert max(behind) == 8029
