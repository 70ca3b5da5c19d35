"""Names of operations in the log."""

from rilo_desktop.rules.findings import N_

EDIT = N_("edit")
IMPORT = N_("import")
CATALOGUE = N_("starting catalogue")
SEND = N_("sent to review")
APPROVE = N_("approved")
RETURN = N_("returned")
SUBMIT = N_("submission prepared")
RELEASE = N_("released")
EXPORT = N_("exported")
DRAFT_EXPORT = N_("draft exported")
PICTURE = N_("picture added")

REVIEW_STEPS = frozenset({SEND, APPROVE, RETURN, RELEASE})
"""Operations that move a record through review and change none of its content."""
