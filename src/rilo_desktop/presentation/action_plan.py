"""The action plan: items name it; an import makes it, and it has no list of its own."""

from __future__ import annotations

from rilo_desktop.records import ActionPlan

from .list_spec import described_list
from .record_type import RecordTypeSpec

ACTION_PLAN = RecordTypeSpec(record=ActionPlan, list=described_list("action-plan"))
