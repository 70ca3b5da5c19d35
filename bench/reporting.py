"""The progress report over 10,000 cases and 5,000 activities, beside the same counts in SQL.

Ours is the whole of it: reading and freezing the records, the figures, and the pages as a PDF.
"""

from __future__ import annotations

import os
import time
from typing import Any

from rilo_desktop import reports
from rilo_desktop.services.submissions import submit

from . import activities
from .activities import BY_HAND, YEAR
from .measure import Line, new_office, seconds
from .searching import fill

CASES = int(os.environ.get("BENCH_RECORDS", 10_000))
ACTIVITIES = CASES // 2
GOAL = 10.0
"""Seconds."""
CASES_BY_HAND = """
    SELECT k.reporting_country, k.commodity, k.detection_method, substr(k.date, 1, 7), count(*)
    FROM record AS r JOIN case_study AS k ON k.owner = r.row
    WHERE r.kind = 'case-study' AND r.archived = 0 AND r.workflow <> 'withdrawn'
    AND substr(k.date, 1, 4) = ?1 GROUP BY 1, 2, 3, 4
"""


def run() -> list[Line]:
    with new_office() as session:
        fill(session, CASES)
        made = activities.many(ACTIVITIES)
        for first in range(0, ACTIVITIES, 500):
            with session.unit("bench") as unit:
                unit.write(made[first : first + 500])
        return [_report(session)]


def _report(session: Any) -> Line:
    order = submit.SubmissionRequest("annual-progress-report", year=int(YEAR), reason="the bench")
    start = time.perf_counter()
    content = submit.draft_content(session, order)
    gathered = time.perf_counter()
    figures = content.figures
    counted = time.perf_counter()
    pages = reports.page_count(reports.made(content))
    ours = time.perf_counter() - start
    with session.reading() as reading:
        run_sql = reading.records._run
        by_hand = seconds(
            lambda: [run_sql(text, (YEAR,)).fetchall() for text in (BY_HAND, CASES_BY_HAND)]
        )
    parts = (
        f"{gathered - start:.1f} s gathering, {counted - gathered:.1f} s counting "
        f"{len(figures.all):,} figures, {pages} pages"
    )
    return Line(
        f"progress report over {CASES:,} cases and {ACTIVITIES:,} activities",
        f"{ours:.1f} s ({parts})",
        f"{GOAL:.0f} s; SQL by hand {by_hand * 1000:.0f} ms",
        ours / GOAL,
        1.0,
    )
