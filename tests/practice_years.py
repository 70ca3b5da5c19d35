"""Practice years in files: the one that ships, and one of layout 0.1, whose days are fixed.

The fixed one has the figures that others compare theirs with; nothing of the program counted them.
"""

from __future__ import annotations

from pathlib import Path

FIXED = Path(__file__).parent / "fixtures" / "practice" / "practice_year.json"
SHIPPED = Path(__file__).parents[1] / "resources" / "practice" / "practice_year.json"
