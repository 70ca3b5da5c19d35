"""The services by name, for the window: a module is imported when a function of it is called.

    from rilo_desktop.services.deferred import views
    desk.serve(views.recall, kind, then=show)

For type checkers these are the modules themselves. At run time each is a stand-in whose functions
can be handed over and called, nothing else: the import then happens in the worker, and the window
is painted before any service is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from . import acknowledge as acknowledge
    from . import analysis as analysis
    from . import approval as approval
    from . import back_up as back_up
    from . import beside as beside
    from . import card_revocations as card_revocations
    from . import cards as cards
    from . import drafts as drafts
    from . import evidence as evidence
    from . import first_run as first_run
    from . import health as health
    from . import history as history
    from . import identity as identity
    from . import inbox as inbox
    from . import intake as intake
    from . import keys as keys
    from . import ledger as ledger
    from . import lists as lists
    from . import logbook as logbook
    from . import network_report as network_report
    from . import officers as officers
    from . import paper as paper
    from . import picture as picture
    from . import preferences as preferences
    from . import receive as receive
    from . import received as received
    from . import received_file as received_file
    from . import record as record
    from . import references as references
    from . import rekey as rekey
    from . import release as release
    from . import restore as restore
    from . import retention as retention
    from . import review as review
    from . import search as search
    from . import session as session
    from . import sources as sources
    from . import standing as standing
    from . import submit as submit
    from . import today as today
    from . import undo as undo
    from . import update as update
    from . import views as views
else:

    def __getattr__(name: str) -> DeferredModule:
        if name.startswith("_"):
            raise AttributeError(name)
        return DeferredModule(name)


class DeferredFunction(NamedTuple):
    """Called, it is the function of that name. From any thread."""

    module: str
    name: str

    def __call__(self, *args: Any, **named: Any) -> Any:
        module = import_module(f".{self.module}", __package__)
        return getattr(module, self.name)(*args, **named)


class DeferredModule:
    """A module of this package, not imported yet."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> DeferredFunction:
        """Raises AttributeError for what cannot be a public function: a class, a constant."""
        if name.startswith("_") or not name.islower():
            raise AttributeError(f"{self._name}.{name}: only functions can be deferred")
        return DeferredFunction(self._name, name)
