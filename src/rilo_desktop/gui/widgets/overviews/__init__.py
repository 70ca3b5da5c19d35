"""What stands between the title of a record and its fields: its course and its sums, drawn."""

from __future__ import annotations

from collections.abc import Mapping

from rilo_desktop.records import Activity, Record

from .activity import ActivityOverview
from .overview import Overview

OVERVIEWS: Mapping[type[Record], type[Overview]] = {Activity: ActivityOverview}
"""By the type of the record; most have none."""
