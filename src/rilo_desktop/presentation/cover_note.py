"""The cover note: which papers go together, what is asked, and what the reader does first."""

from __future__ import annotations

from collections.abc import Iterable

from rilo_desktop.records import Submission, Workflow
from rilo_desktop.rules.findings import N_

from .document_parts import SENDER
from .document_spec import DocumentSpec, MessageSpec, Scope, SourceSpec, plural


def cover_note(papers: Iterable[DocumentSpec]) -> DocumentSpec:
    """Of released submissions of these types, and no other cover note: those that are about the
    year or were released in it."""
    return DocumentSpec(
        name="cover-note",
        code="CN",
        sources=(
            SourceSpec(
                record_type=Submission.kind.code,
                is_own=True,
                days=("year", "date"),
                only={
                    "type": tuple(spec.code for spec in papers),
                    "workflow": (Workflow.RELEASED,),
                },
                printed=("reference", "title", "type", "year", "date", "revision_number", "tlp"),
            ),
        ),
        scope=(Scope.YEAR,),
        icon="mail",
        label=N_("Cover note"),
        about=N_("One page that goes with released papers: what is asked, and what to read first"),
        heading=N_("Cover note"),
        title=N_("Papers of {year} that go with this note"),
        lead=plural("{count} paper", "{count} papers"),
        counted=plural("{count} paper", "{count} papers"),
        parts=("about", "first", "asked", "papers", "check"),
        annexes=(),
        messages=(
            MessageSpec(
                place="occasion",
                label=N_("Occasion"),
                about=N_("The meeting that the papers are for, and its agenda item"),
                limit=120,
            ),
            MessageSpec(
                place="first",
                label=N_("To do first"),
                about=N_("What the reader must read or do before anything else, and by when."),
                several=True,
                limit=300,
            ),
            MessageSpec(
                place="asked",
                label=N_("What is asked"),
                about=N_("Of whom, and by when."),
                several=True,
                limit=400,
            ),
        ),
        references=(SENDER,),
        compared="pages",
    )
