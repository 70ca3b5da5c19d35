"""What a screen reader sees and does: the program in a process of its own, over AT-SPI.

Nothing here knows a widget: names, roles, states and actions come from the accessibility bus.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Properties,
    new_method_call,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

T = TypeVar("T")
ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
COMPONENT = "org.a11y.atspi.Component"
EDITABLE = "org.a11y.atspi.EditableText"
SELECTION = "org.a11y.atspi.Selection"
TEXT = "org.a11y.atspi.Text"
EVENTS = "org.a11y.atspi.Event.Object"
REGISTRY = "org.a11y.atspi.Registry"
KEYS = DBusAddress(
    "/org/a11y/atspi/registry/deviceeventcontroller",
    REGISTRY,
    "org.a11y.atspi.DeviceEventController",
)
PRESSED_AND_RELEASED, TYPED = 3, 4
"""Ways to make keys: one by its number in X, a text."""
X_KEYS = {"Tab": 0xFF09, "Return": 0xFF0D, "Escape": 0xFF1B, "Down": 0xFF54, "F2": 0xFFBF}
ROOT = "/org/a11y/atspi/accessible/root"
LONG = 30.0
"""Seconds after which something that does not come is given up."""
TOGETHER = 64
"""Questions that are asked before an answer is read."""
USED = {"push button", "check box", "combo box", "text", "list", "table", "cell"}
WHOLE = {
    *("push button", "toggle button", "check box", "radio button", "spin button", "slider", "link"),
    *("text", "password text", "label", "graphic", "scroll bar", "separator", "menu item"),
    *("list item", "tree item", "table cell", "column header", "row header", "page tab"),
}
"""Roles of what holds nothing that is looked at."""
FOCUSED, ENABLED, SHOWING, CHECKED, EXPANDED = 12, 8, 25, 4, 10
"""Numbers of states, from the AT-SPI interface."""


class Gone(Exception):
    """The thing is not there any more."""


class Question(Message):  # type: ignore[misc]
    """Asked again and again: only its number changes in what is sent."""

    packed = b""

    def serialise(self, serial: int, fds: Any = None) -> bytes:
        self.packed = self.packed or super().serialise(serial, fds)
        return self.packed[:8] + serial.to_bytes(4, "little") + self.packed[12:]


@cache
def question(owner: str, path: str, interface: str, method: str, name: str = "") -> Question:
    """`name`: of a property of that interface."""
    address = DBusAddress(path, owner, interface)
    made = Properties(address).get(name) if name else new_method_call(address, method)
    return Question(made.header, made.body)


class Bus:
    """A session of its own with its accessibility bus."""

    def __init__(self, address: str) -> None:
        session = open_dbus_connection(address)
        launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        answer = session.send_and_get_reply(new_method_call(launcher, "GetAddress"), timeout=LONG)
        session.close()
        self._line: DBusConnection = open_dbus_connection(answer.body[0])
        self._ear: DBusConnection = open_dbus_connection(answer.body[0])
        self._heard = self._listen()
        self.roles: dict[Thing, str] = {}
        """An object has one as long as it is there, and its path is no other's after that."""

    def _listen(self) -> deque[Any]:
        """From now on hear what programs announce."""
        rule = MatchRule(type="signal", interface=EVENTS, member="Announcement")
        registry = DBusAddress("/org/a11y/atspi/registry", REGISTRY, REGISTRY)
        wanted = ("object:announcement", [], "")
        for message in (
            message_bus.AddMatch(rule),
            new_method_call(registry, "RegisterEvent", "sass", wanted),
        ):
            self._ear.send_and_get_reply(message, timeout=LONG)
        return self._ear.filter(rule, bufsize=1_000).queue

    def heard(self) -> list[str]:
        """What was announced since it was asked last."""
        with suppress(TimeoutError):
            while True:
                self._ear.recv_messages(timeout=0)
        found = [str(message.body[3][1]) for message in self._heard]
        self._heard.clear()
        return found

    def call(self, at: Thing, interface: str, method: str, signature: str = "", *body: Any) -> Any:
        """Raises Gone."""
        if not signature:
            return self._answer(question(at.owner, at.path, interface, method))
        address = DBusAddress(at.path, at.owner, interface)
        return self._answer(new_method_call(address, method, signature, body))

    def read(self, at: Thing, interface: str, name: str) -> Any:
        """Raises Gone."""
        return self._answer(question(at.owner, at.path, interface, "Get", name))[1]

    def _answer(self, message: Any) -> Any:
        answer = self._line.send_and_get_reply(message, timeout=LONG)
        if answer.header.message_type is MessageType.error:
            raise Gone(answer.body)
        return answer.body[0] if answer.body else None

    def answers(self, messages: Sequence[Any]) -> list[Any]:
        """Of all of these, asked together; None where the thing is not there any more."""
        found: dict[int, Any] = {}
        waiting: list[int] = []
        for at in range(0, len(messages), TOGETHER):
            numbers = [next(self._line.outgoing_serial) for _ in messages[at : at + TOGETHER]]
            for message, number in zip(messages[at:], numbers, strict=False):
                self._line.send(message, serial=number)
            while not found.keys() >= set(numbers):
                answer = self._line.receive(timeout=LONG)
                asked = answer.header.fields.get(HeaderFields.reply_serial, 0)
                is_error = answer.header.message_type is MessageType.error
                found[asked] = None if is_error else answer.body[0]
            waiting += numbers
        return [found[number] for number in waiting]

    def make_keys(self, number: int, text: str, way: int) -> None:
        message = new_method_call(KEYS, "GenerateKeyboardEvent", "isu", (number, text, way))
        self._answer(message)

    def programs(self) -> list[Thing]:
        return Thing(self, REGISTRY, ROOT).children

    def close(self) -> None:
        self._line.close()
        self._ear.close()


@dataclass(frozen=True)
class Thing:
    """One object on the bus."""

    bus: Bus
    owner: str
    path: str

    @property
    def name(self) -> str:
        return str(self.bus.read(self, ACCESSIBLE, "Name"))

    @property
    def description(self) -> str:
        return str(self.bus.read(self, ACCESSIBLE, "Description"))

    @property
    def role(self) -> str:
        if self not in self.bus.roles:
            self.bus.roles[self] = str(self.bus.call(self, ACCESSIBLE, "GetRoleName"))
        return self.bus.roles[self]

    @property
    def states(self) -> frozenset[int]:
        return states_in(self.bus.call(self, ACCESSIBLE, "GetState"))

    @property
    def children(self) -> list[Thing]:
        found = self.bus.call(self, ACCESSIBLE, "GetChildren")
        return [Thing(self.bus, owner, path) for owner, path in found]

    @property
    def text(self) -> str:
        count = self.bus.read(self, TEXT, "CharacterCount")
        return str(self.bus.call(self, TEXT, "GetText", "ii", 0, count))

    @property
    def is_shown(self) -> bool:
        return SHOWING in self.states

    def write(self, text: str) -> None:
        assert self.bus.call(self, EDITABLE, "SetTextContents", "s", text), self.name

    def press(self) -> None:
        """The first thing that can be done with it."""
        assert self.bus.call(self, ACTION, "DoAction", "i", 0), self.name

    def do(self, action: str) -> None:
        """Raises AssertionError where it has no such action."""
        actions = [str(entry[0]) for entry in self.bus.call(self, ACTION, "GetActions")]
        names = [self.bus.call(self, ACTION, "GetName", "i", n) for n in range(len(actions))]
        assert self.bus.call(self, ACTION, "DoAction", "i", names.index(action)), names

    def select(self, name: str) -> None:
        """The child with this name, in a list."""
        names = [child.name for child in self.children]
        at = names.index(name)
        assert self.bus.call(self, SELECTION, "SelectChild", "i", at), self.name

    def focus(self) -> None:
        assert self.bus.call(self, COMPONENT, "GrabFocus"), self.name

    def everything(self) -> Iterator[Thing]:
        """Itself and all below that is shown, from the top."""
        yield self
        if self.role in WHOLE:
            return
        below = self.children
        asked = [question(one.owner, one.path, ACCESSIBLE, "GetState") for one in below]
        for child, states in zip(below, self.bus.answers(asked), strict=True):
            try:
                if SHOWING in states_in(states):
                    yield from child.everything()
            except Gone:
                continue

    def each(self, ask: Callable[[Thing], T]) -> Iterator[T]:
        """The answer of everything that is shown; what vanishes while it is asked has none."""
        for thing in self.everything():
            with suppress(Gone):
                yield ask(thing)

    def find(self, role: str, name: str = "", starts: str = "") -> Thing | None:
        def ask(thing: Thing) -> Thing | None:
            is_it = thing.role == role and _is_called(thing.name, name, starts)
            return thing if is_it else None

        return next((one for one in self.each(ask) if one is not None), None)

    def unnamed(self) -> list[str]:
        """Roles of what can be used and says nothing of itself."""

        def ask(thing: Thing) -> str:
            return thing.role if thing.role in USED and not thing.called else ""

        return [role for role in self.each(ask) if role]

    @property
    def called(self) -> str:
        """Its name; what it is labelled by, or the name of its list, for a combo box."""
        if self.role != "combo box":
            return self.name
        return next((child.name for child in self.children if child.name), self.name)

    def told(self) -> str:
        """All that is shown, indented: what a failed test prints."""
        return "\n".join(_told(self, 0))


def states_in(answer: tuple[int, int] | None) -> frozenset[int]:
    """`answer`: None where the thing is not there any more."""
    low, high = answer or (0, 0)
    bits = low | high << 32
    return frozenset(n for n in range(64) if bits >> n & 1)


def _is_called(found: str, name: str, starts: str) -> bool:
    return (not name or found == name) and found.startswith(starts)


def _told(thing: Thing, depth: int) -> Iterator[str]:
    try:
        yield f"{'  ' * depth}{thing.role} {thing.name!r}"
        for child in thing.children:
            if child.is_shown:
                yield from _told(child, depth + 1)
    except Gone:
        return


class Reader:
    """Somebody who works with a screen reader: waits for what comes, and acts on it."""

    def __init__(self, program: Thing, end: Callable[[signal.Signals], None]) -> None:
        self.program = program
        self.end = end

    def wait(self, condition: Callable[[], Any], what: str) -> Any:
        """The first true answer. Raises AssertionError with all that was shown."""
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            try:
                found = condition()
            except Gone:
                found = None
            if found:
                return found
            time.sleep(0.05)  # the condition is asked again; nothing depends on this pause
        raise AssertionError(f"{what} did not come:\n{self.program.told()}")

    def find(self, role: str, name: str = "", starts: str = "") -> Thing:
        found = self.wait(
            lambda: self.program.find(role, name, starts), f"{role} {name or starts!r}"
        )
        assert isinstance(found, Thing)
        return found

    def hears(self, words: str) -> None:
        """Until this was announced. Raises AssertionError with what else was."""
        heard: list[str] = []

        def is_said() -> bool:
            heard.extend(self.program.bus.heard())
            return any(words in said for said in heard)

        try:
            self.wait(is_said, f"the announcement {words!r}")
        except AssertionError:
            raise AssertionError(f"{words!r} was not announced, only {heard}") from None

    def gone(self, role: str, name: str) -> None:
        self.wait(lambda: self.program.find(role, name) is None, f"the end of {name!r}")

    def press(self, name: str, role: str = "push button") -> None:
        button = self.find(role, name)
        self.wait(lambda: ENABLED in button.states, f"{name!r} enabled")
        button.press()

    def write(self, name: str, text: str, role: str = "text") -> None:
        self.find(role, name).write(text)

    def choose(self, box: str, choice: str) -> None:
        """In the closed list of a combo box, which is called by its label or else by its list."""

        def list_of(thing: Thing) -> Thing | None:
            below = thing.children if thing.role == "combo box" else []
            first = next((child for child in below if child.role == "list"), None)
            return first if first is not None and first.name == box else None

        def found() -> Thing | None:
            return next((one for one in self.program.each(list_of) if one is not None), None)

        self.wait(found, f"combo box {box!r}").select(choice)

    def key(self, *names: str) -> None:
        """Keys that the bus makes, where a thing has no action of its own."""
        for name in names:
            self.program.bus.make_keys(X_KEYS[name], "", PRESSED_AND_RELEASED)

    def type(self, text: str) -> None:
        self.program.bus.make_keys(0, text, TYPED)

    def go_to(self, group: str, page: str = "") -> None:
        """In the navigation: a group, and a page of it that is another than its first."""
        here = self.program.find("tree item", starts=page) if page else None
        if here is None:
            self.find("tree item", starts=group).press()
            here = self.find("tree item", starts=page) if page else None
        if here is not None:
            here.press()

    def unlock(self, passphrase: str) -> None:
        self.write("Passphrase", passphrase)
        self.press("Unlock")
        self.find("tree", "Pages")

    def choose_own(self, given: str, own: str) -> None:
        """Unlock with a passphrase that somebody else chose, and take another one."""
        self.write("Passphrase", given)
        self.press("Unlock")
        self.write("New passphrase", own)
        self.write("New passphrase again", own)
        self.press("Use this passphrase and unlock")
        self.find("tree", "Pages")


@contextmanager
def session(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a session with its own buses; `folder` is where settings go."""
    with tempfile.TemporaryDirectory(prefix="bus") as short:  # a socket's path has 107 letters
        environment = dict(os.environ)
        environment |= {
            "XDG_RUNTIME_DIR": short,
            "XDG_CACHE_HOME": short,
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert daemon.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = daemon.stdout.readline().strip()
        try:
            yield environment
        finally:
            daemon.terminate()
            daemon.wait(LONG)
            daemon.stdout.close()


@contextmanager
def program(
    environment: dict[str, str],
    *arguments: str,
    before: Sequence[str] = (),
    folder: Path | None = None,
) -> Iterator[Reader]:
    """The program as an officer starts it, ended when the block ends.

    `before`: a command that starts it and watches it; `folder`: where it is started.
    """
    bus = Bus(environment["DBUS_SESSION_BUS_ADDRESS"])
    command = [*before, sys.executable, "-m", "rilo_desktop.app", *arguments]
    running = subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, cwd=folder
    )
    try:
        yield Reader(first_program(bus, running), partial(_end, running, bool(before)))
    finally:
        _end(running, bool(before), signal.SIGTERM)
        _, said = running.communicate(timeout=LONG)
        bus.close()
        assert "Traceback" not in said, said


def _end(running: subprocess.Popen[str], is_watched: bool, by: signal.Signals) -> None:
    """End the program, and not who watches it."""
    process = running.pid
    with suppress(OSError, IndexError):
        if is_watched:
            children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")
            process = int(children.split()[0])
        if running.poll() is None:
            os.kill(process, by)


def first_program(bus: Bus, running: subprocess.Popen[str]) -> Thing:
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        assert running.poll() is None, running.communicate(timeout=LONG)[1]
        for found in bus.programs():
            if found.name and found.children:
                return found
        time.sleep(0.05)  # the condition is asked again
    raise AssertionError("the program did not come to the accessibility bus")
