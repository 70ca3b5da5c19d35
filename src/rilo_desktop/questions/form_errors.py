"""What is wrong with a form: a code, values and a place, said once by whoever shows it.

An error is data. It crosses the border of the limited child as data, and its sentence is put
together in the language of the window or the command line (`rules.form_findings`).
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any, Final, NamedTuple

from .problems import N_

MESSAGES: Final[Mapping[str, str]] = {
    # of expressions
    "unknown_sign": N_("“{sign}” is not understood: correct the expression."),
    "early_end": N_("the expression ends too early: complete it."),
    "missing_sign": N_("“{sign}” is missing before “{before}”: add it."),
    "missing_last": N_("“{sign}” is missing at the end: add it."),
    "expression_depth": N_("the expression is nested too deeply: divide it into calculations."),
    "expression_parts": N_("the expression has too many parts: divide it into calculations."),
    "expression_length": N_("the expression is longer than {limit} characters: shorten it."),
    "function": N_("the function {name}() is not known here: calculate it in another way."),
    "arguments": N_("{name}() has a wrong number of arguments: correct them."),
    "axis": N_("the axis {name}:: is not known here: write the path without it."),
    "attributes": N_("attributes (@) are not known here: write the path without them."),
    "indexed_names": N_(
        "indexed-repeat() takes names of questions and repeats: name them as other expressions do."
    ),
    "list_text": N_("{name}() names lists and columns as text, in quotation marks: correct it."),
    "list_unknown": N_(
        "the form has no list “{name}”: add it on the sheet choices, or as csv-external."
    ),
    # of patterns
    "pattern": N_("the pattern “{pattern}” is not understood: correct it."),
    "pattern_size": N_("the pattern is too large: shorten it."),
    "pattern_flags": N_("flags inside a pattern are not known here: write the letters out."),
    "pattern_back": N_(
        "the pattern refers back to a part of itself (\\1), which is not known here: write that "
        "part out."
    ),
    "pattern_behind": N_(
        "the pattern looks back over a text of any length, which is not known here: write it "
        "without."
    ),
    "pattern_part": N_("the pattern has “{what}”, which is not known here: write it without."),
    # of names in expressions and labels
    "no_question": N_("there is no question “{name}”: correct the name."),
    "several_questions": N_("there are several questions “{name}”: give each its own name."),
    "own_answer": N_("this looks at its own answer: name another question."),
    "many_paths": N_("the paths of the form lead to too many questions: name fewer."),
    "circle": N_("these depend on one another in a circle: {names}. Leave out one of them."),
    "endless": N_("what the form computes before anybody answers takes too long: simplify it."),
    "anonymous_line": N_("say “anonymous” of the repeat, for all its lines."),
    "anonymous_told": N_(
        "“{name}” is anonymous, and this would tell its answer: make this anonymous too."
    ),
    # of definitions
    "form_size": N_("the form is too large: divide it."),
    "form_text": N_("the definition of the form cannot be read: load the workbook again."),
    "depth": N_("groups lie too deeply within one another: at most {limit} levels."),
    "no_form_id": N_("it has no form_id: add it on the sheet settings."),
    "no_questions": N_("it has no questions: add them on the sheet survey."),
    "list_twice": N_("two lists of choices have the same name: rename one."),
    "no_list": N_("there is no list of choices “{name}”: add it on the sheet choices."),
    "many_choices": N_("the lists have more than {limit} choices: shorten them."),
    "choice_unnamed": N_("a choice of the list “{name}” has no name: give it one."),
    "search_list": N_(
        "the list “{name}” of search() has one row with names of columns, and all others are named "
        "by numbers: correct it."
    ),
    "list_and_file": N_(
        "the list “{name}” is on the sheet choices and in a file ({file}): rename one."
    ),
    "not_a_group": N_("only groups and repeats contain questions."),
    "name": N_(
        "the name is not usable: begin it with a letter, and go on with letters, digits, _, - or ."
    ),
    "many_questions": N_("it has more than {limit} questions: divide the form."),
    "too_long": N_("this is longer than {limit} characters: shorten it."),
    "path_too_long": N_(
        "the names of the question and of the groups around it are longer than {limit} characters "
        "together: shorten them."
    ),
    "name_twice": N_("the name “{name}” is there twice: rename one."),
    # of workbooks
    "nothing_else": N_(
        "{feature} cannot be answered here, and nothing else is asked: add other questions."
    ),
    "unsupported": N_("{feature} cannot be used here: ask in another way."),
    "unknown_type": N_("there is no type of question “{type}”: correct it."),
    "csv_sheets": N_(
        "the first column of a form as CSV names the sheets: survey, choices, settings."
    ),
    "csv_sheet": N_("a form as CSV has no sheet “{name}”: correct the first column."),
    "no_survey": N_("it has no sheet named survey: name the sheet of the questions so."),
    "no_type": N_("the question has no type: give it one, or empty the row."),
    "no_name": N_("the question or group has no name: give it one."),
    "no_calculation": N_("the calculation is missing: write it in the column calculation."),
    "no_choices": N_(
        "there is no sheet choices with the columns list_name, name and label: add it."
    ),
    "choice_space": N_(
        "the choice “{name}” of the list “{list}” has a space in its name, and several can be "
        "chosen: write it without."
    ),
    "choice_no_name": N_("the choice has no name: give it one."),
    "choice_twice": N_(
        "a choice of this name is in the list twice: rename or delete one, or set "
        "allow_choice_duplicates to yes on the sheet settings."
    ),
    "or_other_filter": N_("or_other and a choice filter cannot stand together: leave out one."),
    "repeat_name": N_("the repeat has a name that another repeat or the form has: rename it."),
    "meta": N_("“meta” is a name that forms keep for themselves: rename the question."),
    "no_end": N_("“{name}” begins ({type}) and never ends: add the row end_{type}."),
    "no_begin": N_("here ends a {type} that never began: delete the row, or add its begin_{type}."),
    "reference": N_(
        "a question is named with a dollar sign and its name in braces: correct what is there."
    ),
    "header": N_("the first row does not give the names of the columns: add it."),
    "no_columns": N_("these columns are missing: {names}. Add them."),
    "column_again": N_("there are two columns “{name}”: keep one."),
    "column_twice": N_("the columns “{one}” and “{other}” mean the same: keep one."),
    "parameters": N_("the parameters are not written as name=value: correct them."),
    "parameter_names": N_("{names}: not among the parameters of this type ({known})."),
    # what is warned of
    "no_repeat_label": N_("the repeat has no label: give it one, as it is the title of its lines."),
    "row_skipped": N_("the row has no name and no label, and is left out."),
    "no_choice_label": N_("the choice has no label: offices see its name."),
    "choice_column": N_(
        "the column is left out: the name of a column is not empty and has no spaces."
    ),
    "name_case": N_("the name “{name}” differs from another one in capital letters only."),
    "sheet_near": N_("there is no such sheet, but one of a similar name: {candidates}."),
    "no_plain_column": N_("these columns are missing without a language: {columns}."),
    "no_translation": N_("columns are missing in {language}: {columns}."),
    "or_other_words": N_("the words that or_other adds are in English only."),
    "reader_failed": N_(
        "the reader of the workbook (pyxform) fails over this form: look for rows that are not "
        "complete, as choices without a label."
    ),
    "quoted": N_("the reader of the workbook says: “{said}”"),
}  # fmt: skip
"""Clauses that follow a place and a colon. A code is what crosses the child's border."""

LONGEST_VALUE: Final = 600
"""Characters of a text among the values, and of a place."""
LARGEST: Final = 10_000_000
"""Numbers and rows are smaller."""


class Place(NamedTuple):
    """Where something of a workbook stands."""

    sheet: str = ""
    row: int = 0
    """0: of no row, as what the reader made."""
    item: str = ""
    """The question by its path, and the column: "people/age, constraint"."""


class FormError(ValueError):
    """`code` is a key of `MESSAGES`, and `values` fill its {named} places."""

    def __init__(self, code: str, /, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: _shown(value) for name, value in values.items()}
        self.place = Place()

    @property
    def message(self) -> str:
        return MESSAGES[self.code]

    def at(self, row: int, *item: str, sheet: str = "") -> DefinitionError:
        """The same, at the row and question or column where it was found: of survey as a rule."""
        found = DefinitionError(self.code, **self.values)
        names = _shown(", ".join(filter(None, item)))
        found.place = Place(sheet or ("survey" if row else ""), row, str(names))
        return found

    def __str__(self) -> str:
        """In English, for those who develop."""
        said = self.message.format(**self.values) if self.values else self.message
        sheet, row, item = self.place
        where = [f"sheet {sheet}" if sheet else "", f"row {row}" if row else "", item]
        return ": ".join(filter(None, (", ".join(filter(None, where)), said)))


class ExpressionError(FormError):
    """An expression that is not understood."""


class PatternError(FormError):
    """A pattern that is not understood."""


class DefinitionError(FormError):
    """A definition that cannot be used."""

    def as_data(self) -> Mapping[str, Any]:
        return {"code": self.code, "values": self.values, "place": self.place}

    @staticmethod
    def of_data(data: Any) -> DefinitionError:
        """What the child says. Raises ValueError, TypeError or LookupError for anything else."""
        code, values = _text(data["code"]), dict(data["values"])
        names = {name for _, name, _, _ in Formatter().parse(MESSAGES[code]) if name}
        if names != set(values):
            raise ValueError(code)
        sheet, row, item = data["place"]
        found = DefinitionError(code, **{name: _value(each) for name, each in values.items()})
        found.place = Place(_text(sheet), _number(row), _text(item))
        return found


def _shown(value: str | int) -> str | int:
    """A long text ends after a word, as its reader sees."""
    if isinstance(value, int) or len(value) <= LONGEST_VALUE:
        return value
    cut = value[: LONGEST_VALUE - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _value(value: Any) -> str | int:
    return _text(value) if isinstance(value, str) else _number(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise TypeError(value)
    value.encode()  # half a character cannot be shown
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < LARGEST:
        raise TypeError(value)
    return value
