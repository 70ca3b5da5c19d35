"""The words of a label: formatting becomes runs, and nothing else of a text acts or is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.questions.markup import (
    Run,
    escaped,
    filled,
    in_one_line,
    plain,
    runs_of,
    words_of,
)

BOLD = {"bold": True}
ITALIC = {"italic": True}


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("# Title\nText", [Run("Title\n", True, heading=1), Run("Text")]),
        ("###### Sixth ######", [Run("Sixth", True, heading=6)]),
        ("##Title", [Run("Title", True, heading=2)]),
        ("*a* _b_", [Run("a", **ITALIC), Run(" "), Run("b", **ITALIC)]),
        ("**a** __b__", [Run("a", **BOLD), Run(" "), Run("b", **BOLD)]),
        ("***a***", [Run("a", True, True)]),
        ("**a *b***", [Run("a ", **BOLD), Run("b", True, True)]),
        ("**Note: **read", [Run("Note: ", **BOLD), Run("read")]),
        ("<b>a</b><strong>b</strong>", [Run("ab", **BOLD)]),
        ("<i>a</i><em>b</em><u>c</u>", [Run("abc", **ITALIC)]),
        ("<h3>A</h3>b", [Run("A\n", True, heading=3), Run("b")]),
        ("<B>a", [Run("a", **BOLD)]),
        ("a</b>", [Run("a")]),
        ("**${name}**", [Run("${name}", **BOLD)]),
        ("重要**な**点", [Run("重要"), Run("な", **BOLD), Run("点")]),
    ],
)
def test_formatting(source: str, runs: list[Run]) -> None:
    assert list(runs_of(source)) == runs


@pytest.mark.parametrize(
    ("source", "words"),
    [
        # colours, sizes, places and fonts are left out
        ('<span style="color:red;font-family:serif">a</span>', "a"),
        ("<font color='#f00'>a</font> <center>b</center>c", "a\nb\nc"),
        ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
        ("<p>a</p>\n<p>b</p>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("* a\n* b", "• a\n• b"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("&lt;b&gt; &amp; R&D", "<b> & R&D"),
        (r"\*a\* \_ \# \<b>", "*a* _ # <b>"),
        # links are their words
        ("[the map](https://example.org/a_b_c)", "the map (https://example.org/a_b_c)"),
        ("[example.org](https://example.org/)", "example.org"),
        ('<a href="mailto:a@example.org">write</a> us', "write (mailto:a@example.org) us"),
        ("[a](javascript:alert(1)) [b](file:///etc/passwd)", "a b"),
        ("<a href=javascript:alert(1)>a</a>", "a"),
        # what acts is no text
        ("a<script>alert('<b>')</script>b", "ab"),
        ("a<style>p {color: red}</style><!-- <b> -->b", "ab"),
        ("<img src=x onerror=alert(1)>a<iframe src='//e'>x</iframe>", "a"),
        ('<b onclick="alert(1)">a</b>', "a"),
        ("<script>a", "a"),
        # names, sums, blanks and sentences are what they are
        ("hh_size_total and _id", "hh_size_total and _id"),
        ("${a}_${b}_${c}", "${a}_${b}_${c}"),
        ("2*3*4 and 2 * 3 * 4", "2*3*4 and 2 * 3 * 4"),
        ("age < 5, x<b and c> d", "age < 5, x<b and c> d"),
        ("<name of the village> and <source>", "<name of the village> and <source>"),
        ("1. Question", "1. Question"),
        ("* required", "* required"),
        ("Name: ____", "Name: ____"),
        ("#1 of 3, C#", "#1 of 3, C#"),
        ("a [see below] (b)", "a [see below] (b)"),
    ],
)
def test_words(source: str, words: str) -> None:
    assert plain(source) == words


def test_an_answer_that_comes_in_is_no_formatting() -> None:
    answer = "**<b>x</b>** _y_ [a](http://b) &lt;"
    runs = filled(runs_of("*Of* ${name}: **now**"), lambda text: text.replace("${name}", answer))
    assert runs[1] == Run(f" {answer}: ")
    assert plain(f"**{escaped(answer)}**") == answer
    assert in_one_line("**A**\nof ${name}") == "A of …"


LETTERS = st.text("abcxyzäéжمرحبا中0123456789 ,.:;()", min_size=1, max_size=12)
WRAPPED = (
    "**{}**", "__{}__", "<b>{}</b>", "<i>{}</i>", '<span style="color:red">{}</span>', "<u>{}",
    "{}</b>", "<h2>{}</h2>", "<p>{}</p>", "[{}](http://example.org)", "<a href='ftp://x'>{}</a>",
    "{}<br>", "\n# {}\n", "{}<script>zzz</script>", "<li>{}", "<div><div><div>{}",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A text with formatting, and the letters that are seen of it."""
    source = seen = ""
    for _ in range(draw(st.integers(1, 6))):
        letters = draw(LETTERS)
        seen += "".join(filter(str.isalnum, letters))
        for wrap in draw(st.lists(st.sampled_from(WRAPPED), max_size=3)):
            if "(http" in wrap and ("\n" in letters or "[" in letters):
                continue
            letters = wrap.format(letters)
            if "(http" in wrap:
                seen += "httpexampleorg"
        source += letters + " "
    return source, seen


@given(texts())
def test_no_letter_that_is_seen_is_lost(text: tuple[str, str]) -> None:
    source, seen = text
    shown = "".join(filter(str.isalnum, plain(source)))
    assert sorted(shown.replace("httpexampleorg", "")) == sorted(seen.replace("httpexampleorg", ""))


@given(st.text("ab1 *_#<>/&;[]()\\\n${}=-!\"'", max_size=60) | st.text(max_size=40))
def test_any_text_has_words_that_formatting_leaves_alone(source: str) -> None:
    runs = runs_of(source)
    assert words_of(runs) == plain(source)
    assert all(run.text for run in runs)
    assert plain(escaped(source)).split() == source.split()


@pytest.mark.parametrize(
    "source",
    [
        "<b>" * 10_000 + "deep" + "</b>" * 10_000,
        *("<" * 20_000, "*" * 20_000, "**a " * 7_000, "[" * 20_000, "[a](b" * 4_000),
        *("<script>" * 2_500, "<!--" * 5_000, "<a " * 7_000, "*a_" * 7_000, "***a\n" * 5_000),
        *("<a " + "= " * 9_000, "<form>" * 3_300, "\\" * 20_000, "<li>" * 5_000, "${" * 10_000),
    ],
)
def test_a_hostile_label_takes_no_time(source: str) -> None:
    begun = time.process_time()
    runs_of.__wrapped__(source)
    assert time.process_time() - begun < 2
