"""What a command ends with. Scripts rely on it: a number never changes its meaning."""

from __future__ import annotations

from rilo_desktop.language import N_

DONE, REFUSED, MISUSED, UNTRUSTED = 0, 1, 2, 4
INTERRUPTED, BROKEN_PIPE = 130, 141

BY_UNTRUSTED = frozenset({"receive.stranger", "receive.signer", "signer.stranger"})
"""Rules of findings that say it of a file: of a document, and of whatever else an office signs."""

EXIT_CODES = (
    (DONE, N_("done")),
    (REFUSED, N_("refused, or something waits for a decision: the answer says why")),
    (MISUSED, N_("wrong use, or the folder contains no office")),
    (3, N_("wrong passphrase or recovery key")),
    (UNTRUSTED, N_("whole, but signed by an office that is not known or not trusted")),
    (5, N_("the office is open in another program")),
    (6, N_("the store is damaged, not all of it can be read, or a newer version wrote it")),
    (7, N_("whole, but print and data were compared as text only")),
    (INTERRUPTED, N_("stopped with Ctrl+C")),
    (BROKEN_PIPE, N_("the program that read the answer ended first")),
)
