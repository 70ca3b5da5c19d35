"""Help texts: short sentences, common words, names that the window has, a page each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import build_help
import user_guide
from rilo_desktop.help.topics import Topic, found, picture, topics
from rilo_desktop.reports import page_count
from rilo_desktop.reports.documents.guide import pages_of
from rilo_desktop.services.office import guide

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "tests" / "fixtures" / "words" / "ngsl.txt"
LANGUAGES = ("en", "fr")
ALL = [(language, topic) for language in LANGUAGES for topic in topics(language).values()]
MEAN, MOST = 20, 35
ENDINGS = ("s", "es", "d", "ed", "ing")
KEY = re.compile(r"`[^`]*`")
LABEL = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def named(pair: object) -> str:
    return f"{pair[0]} {pair[1].key}" if isinstance(pair, tuple) else str(pair)


def sentences(text: str) -> Iterator[str]:
    """Without headings, and without the names of columns."""
    lines = text.splitlines()
    for n, line in enumerate(lines):
        is_head = n + 1 < len(lines) and lines[n + 1].startswith("|---")
        if line.startswith(("#", "|---")) or is_head:
            continue
        plain = LINK.sub(r"\1", line).replace("`", "").replace("**", "")
        for part in plain.strip("| ").split(" | "):
            said = re.sub(r"^(-|\d+\.) ", "", part)
            yield from filter(None, re.split(r"(?<=[.!?])\s+", said))


def length(sentence: str) -> int:
    return len(re.findall(r"\w[\w'-]*", sentence))


def terms() -> set[str]:
    """Words that the glossary explains, with their usual endings."""
    rows = re.findall(r"^\| ([^|]+) \|", topics("en")["glossary"].text, re.M)
    words = {word for row in rows for word in re.findall(r"[a-z]+", row.lower())}
    return words | {word + ending for word in words for ending in ENDINGS}


@cache
def common() -> frozenset[str]:
    return frozenset(WORDS.read_text("utf-8").split())


def unexplained(text: str) -> set[str]:
    """Words that are neither common nor in the glossary; keys and names of the window are shown."""
    read = LINK.sub(r"\1", LABEL.sub("", KEY.sub("", text)))
    words = set(re.findall(r"[a-z]{2,}", read.lower()))
    return words - common() - terms()


@pytest.mark.parametrize("pair", ALL, ids=named)
def test_sentences_are_short(pair: tuple[str, Topic]) -> None:
    lengths = {sentence: length(sentence) for sentence in sentences(pair[1].text)}
    assert [one for one, words in lengths.items() if words > MOST] == []
    assert sum(lengths.values()) / len(lengths) <= MEAN


@pytest.mark.parametrize("topic", topics("en").values(), ids=lambda topic: topic.key)
def test_words_are_common_or_in_the_glossary(topic: Topic) -> None:
    assert unexplained(topic.text) == set()


def test_a_rare_word_and_a_long_sentence_are_seen() -> None:
    assert unexplained("Ascertain the provenance.") == {"ascertain", "provenance"}
    assert max(map(length, sentences("a " * 36))) > MOST


@pytest.mark.parametrize("pair", ALL, ids=named)
def test_labels_are_those_of_the_window(pair: tuple[str, Topic]) -> None:
    """What is printed bold is a text of the program, or a sentence that matters."""
    language, topic = pair
    said = {_bare(label) for label in LABEL.findall(topic.text)}
    assert {label for label in said if label not in _labels(language)} <= _warnings(language)


def _bare(text: str) -> str:
    return text.replace("’", "'").replace("&", "").rstrip(".")


def _warnings(language: str) -> set[str]:
    said = {
        "en": "Write nothing that names a person",
        "fr": "N'écrivez rien qui nomme une personne",
    }
    return {said[language]}


@cache
def _labels(language: str) -> frozenset[str]:
    with (ROOT / "resources" / "language" / "fr.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    texts = (one.id if language == "en" else one.string for one in catalogue)
    forms = ((text,) if isinstance(text, str) else text for text in texts)
    return frozenset(_bare(form) for group in forms for form in group)


def test_each_language_has_the_same_topics_with_the_same_parts() -> None:
    english, french = topics("en"), topics("fr")
    assert list(english) == list(french)
    for key, topic in english.items():
        shape = [(block.kind, block.level, block.picture) for block in topic.blocks]
        other = [(block.kind, block.level, block.picture) for block in french[key].blocks]
        assert key == "glossary" or shape == other, key


@pytest.mark.parametrize("pair", ALL, ids=named)
def test_a_topic_begins_with_a_sentence_and_stands_on_one_page(pair: tuple[str, Topic]) -> None:
    language, topic = pair
    assert topic.summary
    assert pages_of(topic, language) <= (2 if topic.key == "glossary" else 1)


@pytest.mark.parametrize("topic", [topic for _, topic in ALL], ids=lambda topic: topic.key)
def test_keys_are_words(topic: Topic) -> None:
    """The bold letters of the guide on paper have no arrows: a box stood there."""
    assert not re.search("[\u2190-\u21ff\u2300-\u23ff]", topic.text)


def test_links_lead_to_topics_and_pictures_are_shipped() -> None:
    for _, topic in ALL:
        for target in re.findall(r"\]\(([^)]+)\)", topic.text):
            if target.endswith(".md"):
                assert target.removesuffix(".md") in topics("en")
            else:
                assert picture(target).startswith(b"\x89PNG")
    assert picture("../fonts/x.ttf") == picture("") == b""


def test_what_no_topic_may_have_is_refused_when_it_is_built() -> None:
    for text in ("<b>bold</b>", "```\ncode\n```", "text with <i>mark-up</i>", "> quoted"):
        with pytest.raises(ValueError):
            build_help.blocks(text)


def test_topics_are_found_by_words_of_their_language() -> None:
    assert found("passphrase lost", "en")[0].key in ("officers", "opening")
    assert found("sauvegarde", "fr")[0].key == "backups"
    assert found("etude de CAS", "fr")[0].key == "case-study"
    assert not found("zeppelin", "en")
    assert not found(" ", "en")
    assert list(topics("es")) == list(topics("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_on_disk_says_what_the_topics_say(language: str) -> None:
    assert user_guide.WRITTEN[language].read_text("utf-8") == user_guide.guide(language)


def test_the_guide_is_one_pdf_of_all_topics_and_the_same_bytes_twice() -> None:
    made = guide.pdf("fr")
    assert made == guide.pdf("fr")
    assert page_count(made) >= len(topics("fr")) + 2
