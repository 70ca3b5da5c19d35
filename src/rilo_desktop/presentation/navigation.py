"""The groups of the navigation, in their order."""

from __future__ import annotations

TODAY, CASEWORK, ACTIVITY, MEETING = "today", "casework", "activity", "meeting"
NETWORK, ANALYSIS, EXCHANGE, THIS_OFFICE = "network", "analysis", "exchange", "this-office"
