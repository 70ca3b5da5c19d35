"""The services by name, for the window: a module is imported when a function of it is called.

    from rilo_desktop.services.deferred import list_views
    context.serve(list_views.recall, kind, then=show)

For type checkers these are the modules themselves. At run time each is a stand-in whose functions
can be handed over and called, nothing else: the import then happens in the worker, and the window
is painted before any service is read.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .office import audit_log as audit_log
    from .office import backup as backup
    from .office import card_revocations as card_revocations
    from .office import cards as cards
    from .office import data_sources as data_sources
    from .office import first_run as first_run
    from .office import guide as guide
    from .office import identity as identity
    from .office import keys as keys
    from .office import office_lists as office_lists
    from .office import officers as officers
    from .office import practice_reset as practice_reset
    from .office import preferences as preferences
    from .office import program_update as program_update
    from .office import rekey as rekey
    from .office import restore as restore
    from .office import restored_logs as restored_logs
    from .office import session as session
    from .office import store_check as store_check
    from .receiving import acknowledge as acknowledge
    from .receiving import inbox as inbox
    from .receiving import list_packs as list_packs
    from .receiving import network_report as network_report
    from .receiving import receive as receive
    from .receiving import received_file as received_file
    from .receiving import received_submissions as received_submissions
    from .records import action_plan as action_plan
    from .records import activities as activities
    from .records import analysis as analysis
    from .records import attachment as attachment
    from .records import competencies as competencies
    from .records import consultations as consultations
    from .records import drafts as drafts
    from .records import due_calendar as due_calendar
    from .records import evidence as evidence
    from .records import file_import as file_import
    from .records import form_check as form_check
    from .records import form_offers as form_offers
    from .records import form_table as form_table
    from .records import form_versions as form_versions
    from .records import forms as forms
    from .records import handover as handover
    from .records import history as history
    from .records import import_grid as import_grid
    from .records import import_memory as import_memory
    from .records import import_pairs as import_pairs
    from .records import indicator_evidence as indicator_evidence
    from .records import key_issues as key_issues
    from .records import likely_duplicates as likely_duplicates
    from .records import list_export as list_export
    from .records import list_views as list_views
    from .records import lists as lists
    from .records import members as members
    from .records import next_plan as next_plan
    from .records import office_settings as office_settings
    from .records import picture as picture
    from .records import record as record
    from .records import record_comments as record_comments
    from .records import record_opening as record_opening
    from .records import reference_names as reference_names
    from .records import reporting_year as reporting_year
    from .records import retention as retention
    from .records import review as review
    from .records import review_status as review_status
    from .records import search as search
    from .records import suggestions as suggestions
    from .records import today as today
    from .records import undo as undo
    from .records import waiting_import_rows as waiting_import_rows
    from .records import waiting_imports as waiting_imports
    from .submissions import approval as approval
    from .submissions import derived as derived
    from .submissions import first_submission as first_submission
    from .submissions import one_record as one_record
    from .submissions import preview as preview
    from .submissions import printed_pages as printed_pages
    from .submissions import record_pages as record_pages
    from .submissions import release as release
    from .submissions import submission_list as submission_list
    from .submissions import submit as submit
else:

    def __getattr__(name: str) -> DeferredModule:
        if name.startswith("_"):
            raise AttributeError(name)
        return DeferredModule(name)


PACKAGES = ("records", "submissions", "receiving", "office")
"""Where a module may be: no two of them have one of the same name."""


class DeferredFunction(NamedTuple):
    """Called, it is the function of that name. From any thread."""

    module: str
    name: str

    def __call__(self, *args: Any, **named: Any) -> Any:
        return getattr(_imported(self.module), self.name)(*args, **named)


def _imported(name: str) -> ModuleType:
    for package in PACKAGES:
        if find_spec(f"{__package__}.{package}.{name}") is not None:
            return import_module(f"{__package__}.{package}.{name}")
    raise ImportError(f"no service is called {name}")


class DeferredModule:
    """A module of this package, not imported yet."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> DeferredFunction:
        """Raises AttributeError for what cannot be a public function: a class, a constant."""
        if name.startswith("_") or not name.islower():
            raise AttributeError(f"{self._name}.{name}: only functions can be deferred")
        return DeferredFunction(self._name, name)
