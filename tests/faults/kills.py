"""Kills the program at random moments and asks a fresh process what is left.

    python tests/faults/kills.py [--rounds 200] [--seed N] [--works save,import,...] [--json]
                                 [--quick] [--reader COMMAND]

Each round starts a process of its own on an office, hears over a pipe what it acknowledges, ends it
with SIGKILL at a random moment, and lets another process judge: `rilo check`, every acknowledged
record, import, backup and document, every draft older than a second. The office goes on from there
into the next round. The seed is printed; exit 1 where anything was lost.

In the first round and every second one the moment counts from the first acknowledgement; in those
between it comes before, in the time that the round before took to it. So both are hit on a machine
of any speed.

--quick: with the keys of quick_keys.py, so that a kill hits what is written and not Argon2id, which
writes nothing; kills come as much sooner. Not for `migration`: its offices have the keys of old.
--reader: what reads files from outside, as JSON, in place of the program's own: reader_server.py
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # of sample_office

from kills_oracle import Said, Verdict, judge
from kills_work import A_LIFE, CONTROLS, WORKS, Place, Work

from rilo_desktop.exchange import sandbox

ROUNDS = 200
SOONER = 0.6
"""With quick keys, which open an office at once."""
A_LOOK = 0.1
"""Seconds after which is looked whether it is time to kill."""
FIRST_WORD = 120.0
"""Seconds after which a process that has acknowledged nothing never will."""
STOPPED = 1.0
"""Somebody stopped all processes for a while (SIGSTOP), where a look takes longer."""


@dataclass
class Line:
    """The result of one work."""

    work: str
    rounds: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.damaged or self.drafts)

    def add(self, seed: str, said: int, verdict: Verdict) -> None:
        self.rounds += 1
        self.acknowledged += said
        self.lost += [f"{seed}: {one}" for one in verdict.lost]
        self.damaged += [f"{seed}: {one}" for one in verdict.damaged]
        self.drafts += [f"{seed}: {one}" for one in verdict.drafts]


@dataclass(frozen=True)
class Death:
    """What a process said before it was killed, when that was, and how long its first word took."""

    lines: list[str]
    at: float
    opening: float


class Office:
    """One store that lives through the kills of one work."""

    def __init__(self, work: Work, template: Path, folder: Path) -> None:
        self.work = work
        self.folder = folder
        shutil.copytree(template, folder)
        self.said = Said()
        self.lives = work.lives

    @property
    def is_over(self) -> bool:
        return self.lives == 0 or self.said.is_upgraded

    def die_and_be_judged(self, after: float, is_open: bool) -> tuple[Death, int, Verdict]:
        """How it was killed, how much was acknowledged, and what is left."""
        self.lives -= 1
        place = Place(self.folder, self.said.newest)
        death = _killed(self.work, place, after, is_open)
        self.said.hear(death.lines, death.at)
        self.said.newest += A_LIFE
        said = self.said
        kept = sum(" draft " not in line for line in death.lines)
        return death, kept, _in_a_process(lambda: judge(place, said))


def campaign(
    rounds: int,
    seed: int,
    works: Sequence[str],
    told: Callable[[Line], None] = lambda _line: None,
    share_of_time: float = 1,
) -> list[Line]:
    """Every work for its share of the rounds."""
    found = []
    with tempfile.TemporaryDirectory(prefix="rilo-kills-") as place:
        for n, name in enumerate(works):
            share = rounds // len(works) + (n < rounds % len(works))
            template = _template(Path(place), (WORKS | CONTROLS)[name], share)
            found.append(_line(Path(place) / name, template, name, share, seed, share_of_time))
            told(found[-1])
    return found


def _template(place: Path, work: Work, rounds: int) -> Path:
    """Works that begin with the same office have one."""
    folder = place / f"template-{work.begin.__name__}"
    if not folder.exists():
        folder.mkdir()
        _in_a_process(lambda: work.begin(Place(folder, 0, rounds)))
    return folder


def _line(
    folder: Path, template: Path, name: str, rounds: int, seed: int, share_of_time: float
) -> Line:
    work, line = (WORKS | CONTROLS)[name], Line(name)
    share_of_time = share_of_time if name in WORKS else 1
    folder.mkdir()
    office: Office | None = None
    opening = 0.0
    for n in range(rounds):
        if office is None or office.is_over:
            if office is not None:
                shutil.rmtree(office.folder)
            office = Office(work, template, folder / str(n))
        chance, is_open = random.Random(f"{seed} {name} {n}"), n % 2 == 0 or name in CONTROLS
        after = chance.uniform(0.02, work.seconds * share_of_time if is_open else opening)
        death, kept, verdict = office.die_and_be_judged(after, is_open)
        opening = death.opening if is_open else opening
        line.add(f"round {n}", kept, verdict)
    shutil.rmtree(folder)
    return line


# --- processes


def _killed(work: Work, place: Place, after: float, is_open: bool) -> Death:
    """`after`: seconds from its first word where `is_open`, else from its start."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_until_killed(work, place, writing)
    os.close(writing)
    began = time.monotonic()
    end, opening, heard, stopped = began + (FIRST_WORD if is_open else after), 0.0, b"", 0.0
    while (left := end + stopped - time.monotonic()) > 0:
        asked = time.monotonic()
        has_said = select.select([reading], [], [], min(left, A_LOOK))[0]
        gap = time.monotonic() - asked
        stopped += gap if gap > STOPPED else 0
        if has_said:
            part = os.read(reading, 1 << 16)
            if not part:
                break
            if is_open and not heard:
                opening = time.monotonic() - stopped - began
                end = began + opening + after
            heard += part
    killed = time.monotonic() - stopped  # in which no draft could be written either
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while part := os.read(reading, 1 << 16):
        heard += part
    os.close(reading)
    text = heard.decode()
    if not os.WIFSIGNALED(status) or (is_open and not heard):
        raise RuntimeError(f"it ended before it was killed: {text[-2000:]}")
    return Death(text[: text.rfind("\n") + 1].splitlines(), killed, opening)


def _work_until_killed(work: Work, place: Place, writing: int) -> None:
    """Never comes back."""
    try:
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
        work.run(
            place,
            lambda what, *rest: _put(writing, f"{time.monotonic()} {what}", *rest),
        )
    except BaseException as error:
        _put(writing, f"{type(error).__name__}: {error}")
    finally:
        os._exit(1)


def _put(writing: int, *words: object) -> None:
    """One line in one write: whole or not at all, from whichever thread."""
    os.write(writing, (" ".join(map(str, words)) + "\n").encode())


def _in_a_process(call: Callable[[], object]) -> object:
    """What it returns, from a process that knows nothing but the disk. Raises RuntimeError."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as answer:
                pickle.dump(call(), answer)
            os._exit(0)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        content = answer.read()
    _, status = os.waitpid(child, 0)
    if status or not content:
        raise RuntimeError(f"a process ended with {status}")
    return pickle.loads(content)


# --- what is said


def main() -> int:
    options = _options()
    works = options.works.split(",") if options.works else list(WORKS)
    print(f"{options.rounds} kills, seed {options.seed}", file=sys.stderr)
    started = time.monotonic()
    told = (lambda _line: None) if options.json else _tell
    if options.quick:
        import quick_keys  # noqa: F401
    if options.reader:
        reader = json.loads(options.reader)
        sandbox.command = lambda: reader
    lines = campaign(options.rounds, options.seed, works, told, SOONER if options.quick else 1)
    good = all(line.is_good for line in lines)
    if options.json:
        data = {"seed": options.seed, "rounds": options.rounds, "good": good}
        print(json.dumps(data | {"lines": [asdict(line) for line in lines]}, indent=1))
    else:
        print(_summary(lines, options.seed, time.monotonic() - started))
    return 0 if good else 1


def _tell(line: Line) -> None:
    print(
        f"{line.work:10} {line.rounds:5} kills {line.acknowledged:6} acknowledged "
        f"{len(line.lost):4} lost {len(line.damaged):4} damaged {len(line.drafts):4} drafts lost",
        flush=True,
    )
    for said in (*line.lost, *line.damaged, *line.drafts):
        print(f"    {said}", flush=True)


def _summary(lines: Sequence[Line], seed: int, seconds: float) -> str:
    rounds, acknowledged = sum(x.rounds for x in lines), sum(x.acknowledged for x in lines)
    lost, damaged, late = (
        sum(len(getattr(line, name)) for line in lines) for name in ("lost", "damaged", "drafts")
    )
    return (
        f"{rounds} kills, seed {seed}: {acknowledged} acknowledged, {lost} lost, "
        f"{damaged} stores damaged, {late} drafts older than a second lost; {seconds:.0f} s"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("RILO_SEED") or 0))
    parser.add_argument("--works", default="", help=", ".join(WORKS))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--reader", default="")
    options = parser.parse_args()
    options.seed = options.seed or random.randrange(1, 1 << 30)
    return options


if __name__ == "__main__":
    sys.exit(main())
