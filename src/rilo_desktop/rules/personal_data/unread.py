"""Texts that the guard cannot read: another script, or a language whose words it does not know."""

from __future__ import annotations

import re
from collections import Counter

_READ = "A-Za-zªµº\\u00c0-\\u02ff\\u1e00-\\u1eff\\u2100-\\u214f\\ufb00-\\ufb06\\uff21-\\uff5a"
"""Latin, with its ligatures, its wide forms and letters that are signs."""
_RUSSIAN = "А-Яа-яЁё\\u0300-\\u036f"
_ARABIC = "\\u0600-\\u0676\\u0678\\u06d4-\\u06ff\\ufb50-\\ufbff\\ufc00-\\ufdff\\ufe70-\\ufeff"
_OTHER_LETTER = rf"(?:(?![{_READ}{_RUSSIAN}{_ARABIC}])[^\W\d_])"
"""Chinese, Greek, Hindi; also the letters of Persian and of Ukrainian that Arabic and Russian
have not."""
_OTHER_SCRIPT = re.compile(
    rf"{_OTHER_LETTER}(?:{_OTHER_LETTER}|(?s:.)*?{_OTHER_LETTER}(?s:.)*?{_OTHER_LETTER})"
)
"""Two side by side, or three: one alone is a sign of a unit."""
_WORD = re.compile(r"[^\W\d_]+")
_KNOWN = """
    the of and to with by from for were that is has had been which who at his their not a an in on
    as it this be or are was its no if
    le la les des du de d l un une et en à dans par pour avec qui que sur est ont été aux ce cette
    il elle pas se s n ne sa son ses leur au ou a plus
    el los las la del de y en un una por para con que se su fue al más como no lo a o e es
    o os as a da do das dos de e em um uma por para com que foi não ao na no se mais é
"""
_OTHERS = """
    der die das und ist nicht von mit den dem ein eine wurde auf für im zu sich bei wurden
    de het een van en is niet op te dat zijn voor met werd aan door uit bij
    il di che e della delle dei del è un per non con gli nel sono stato alla nella dal
    w i na z do nie że się jest przez oraz od został po dla który są za
    ve bir bu ile için olan olarak da de edildi çok kadar sonra ise üzere tarafından
    och att det som en på är av för med den till inte har de ett om från
    og at det er på til af en med for som den ikke har de et blev ble
    ja on ei se että oli joka mutta hän ovat kun myös niin kuin
    și în de la cu pe nu este din pentru care sau au fost o un ale prin
    je u na se i da za od su kako koji nije iz po sa bio s a v že na jsou který
    yang dan di itu dengan untuk dari ini dalam tidak pada oleh telah ke akan kepada
    và của là có được trong cho các một người với không này từ
    ya na wa kwa ni katika za la cha hiyo yake kuwa watu huo
    ang ng sa mga na at ay para ni si kay ito nang
    és a az egy hogy nem is volt meg azt van el
"""
_LEAST_WORDS = 4


def _by_word(lines: str) -> dict[str, list[int]]:
    named: dict[str, list[int]] = {}
    for number, line in enumerate(lines.strip().splitlines()):
        for word in line.split():
            named.setdefault(word, []).append(number)
    return named


_KNOWN_WORDS, _OTHER_WORDS = _by_word(_KNOWN), _by_word(_OTHERS)


def is_unread(text: str) -> bool:
    """Whether the guard's silence on this text says nothing.

    A language is told by its small words: one whose words the guard does not know has at least
    four of them here, and more than any that it does know.
    """
    if _OTHER_SCRIPT.search(text):
        return True
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 2 * _LEAST_WORDS:
        return False
    other = _most(words, _OTHER_WORDS)
    return other >= _LEAST_WORDS and other > _most(words, _KNOWN_WORDS)


def _most(words: list[str], named: dict[str, list[int]]) -> int:
    """Of the language that has most: how many words."""
    counted = Counter(number for word in words for number in named.get(word, ()))
    return max(counted.values(), default=0)
