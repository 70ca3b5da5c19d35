"""What an office may call a code, and which codes it may add to a list: the same for what is typed
and for what comes in a file."""

from __future__ import annotations

from collections.abc import Mapping

from rilo_desktop.characters import hidden
from rilo_desktop.folding import fold
from rilo_desktop.office_codes import office_of_code
from rilo_desktop.vocabularies import Vocabulary, shipped, vocabulary_names

from .findings import N_

LONGEST = 80
"""Characters of a name."""
LANGUAGES = ("en", "fr")
FIXED = frozenset({"tlp", "workflow", "practice_member"})
"""Lists whose names stay: labels that are never translated, and what the program itself says."""
PARENTS: Mapping[str, str] = {"conveyance_subtype": "conveyance"}
"""List whose codes belong to those of another one."""


def is_code_name(text: str) -> bool:
    return is_one_line(text, LONGEST)


def is_one_line(text: str, longest: int) -> bool:
    """One that says what it shows: no blanks around it, nothing that is invisible."""
    return (
        0 < len(text) <= longest
        and text.isprintable()
        and not hidden(text)
        and text == " ".join(text.split())
    )


def named_so(listed: Vocabulary, code: str, text: str) -> str:
    """Another code that is called so, of the list as given or as all have it; "" for none."""
    return next(
        (
            other.code
            for other in (*listed, *shipped(listed.name))
            if other.code != code and fold(text) in map(fold, other.labels.values())
        ),
        "",
    )


def fault(name: object, code: object, labels: object, parent: object, office: str) -> str:
    """Why this is no entry that an office may have, a message; "" where it is one.

    `office`: whose codes may be added.
    """
    if not isinstance(name, str) or name not in vocabulary_names():
        return N_("there is no such list")
    listed = shipped(name)
    if name in FIXED:
        return N_("the names of this list stay as they are")
    if not isinstance(code, str) or (code not in listed and office_of_code(code) != office):
        return N_("the code is neither one of the list nor one of the office")
    is_added = code not in listed
    if is_added and not listed.extendable:
        return N_("this list takes no codes of an office")
    if wrong := fault_of_names(labels, is_added):
        return wrong
    assert isinstance(labels, dict)
    if any(named_so(listed, code, said) for said in labels.values()):
        return N_("a name is that of another code")
    wanted = shipped(PARENTS[name]).items if is_added and name in PARENTS else {"": None}
    if not isinstance(parent, str) or parent not in wanted:
        return N_("the code that it belongs to is missing, or there is no such code")
    return ""


def fault_of_foreign(
    name: object, code: object, labels: object, office: str, is_added: bool = True
) -> str:
    """The same for a code of another office. `is_added` False: it is only called otherwise here."""
    if name not in vocabulary_names():
        return N_("there is no such list")
    if not isinstance(code, str) or office_of_code(code) in ("", office):
        return N_("the code is none of another office")
    return fault_of_names(labels, is_added)


def fault_of_names(labels: object, is_added: bool) -> str:
    """`labels`: by language."""
    if not isinstance(labels, dict) or not labels or not set(labels) <= set(LANGUAGES):
        return N_("it has no name, or one in another language than English and French")
    if is_added and "en" not in labels:
        return N_("the code has no name in English")
    if not all(isinstance(said, str) and is_code_name(said) for said in labels.values()):
        return N_("a name is too long, or has invisible characters")
    return ""
