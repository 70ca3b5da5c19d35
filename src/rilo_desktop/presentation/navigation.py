"""The groups of the navigation, in their order, each with the key that leads to it.

A key belongs to its group and never to a position: a page that is added moves no other one.
"""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop.rules.findings import N_

TODAY, CASEWORK, ACTIVITY, MEETING = "today", "casework", "activity", "meeting"
NETWORK, ANALYSIS, EXCHANGE, THIS_OFFICE = "network", "analysis", "exchange", "this-office"


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """`label` is a message. `shortcut` leads to its page used last, and from there to the next."""

    key: str
    label: str
    icon: str
    shortcut: str


GROUPS: tuple[NavigationGroup, ...] = (
    NavigationGroup(TODAY, N_("Today"), "sun", "Ctrl+1"),
    NavigationGroup(CASEWORK, N_("Casework"), "file-text", "Ctrl+2"),
    NavigationGroup(ACTIVITY, N_("Activity"), "activity", "Ctrl+3"),
    NavigationGroup(MEETING, N_("Meeting"), "messages", "Ctrl+4"),
    NavigationGroup(NETWORK, N_("Network"), "affiliate", "Ctrl+5"),
    NavigationGroup(ANALYSIS, N_("Analysis"), "chart-bar", "Ctrl+6"),
    NavigationGroup(EXCHANGE, N_("Exchange"), "arrows-left-right", "Ctrl+7"),
    NavigationGroup(THIS_OFFICE, N_("This office"), "building", "Ctrl+8"),
)
"""A group without pages is not shown; its key waits for it."""
