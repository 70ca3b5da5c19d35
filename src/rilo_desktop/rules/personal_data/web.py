"""Web addresses and user names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .kinds import DataKind, Found
from .words import TOP_LEVEL, one_of

_LABEL = r"[^\W_](?:[^\W_]|-(?=[^\W_])){0,62}"
_SURE = r"(?:com|net|org|info|biz|shop|store|online|market|example|com?\.[a-z]{2})"
"""Ends of names that no sentence without a blank behind its full stop has: found.It was."""
_URL = re.compile(
    r"(?<![\w@.])(?:(?i:https?)://[^\s<>«»\"']{1,2000}|(?i:www)\.[^\s<>«»\"']{4,2000}"
    rf"|(?:{_LABEL}\.){{1,4}}(?:{TOP_LEVEL}/[^\s<>«»\"']{{0,2000}}|{_SURE}(?![\w@.-]\w)))"
)
_END = ".,;:!?)]}…،؛"
_ADMINISTRATION = re.compile(
    r"(?:^|[/.-])(?:gov|gob|gouv|gub|govt?|mil|int|edu|customs|douanes?|aduanas?|alfandega|wcoomd"
    r"|police|polizei|europa|interpol|un|presid\w+|riloap)(?=[.:/-]|$)",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"(?:^|[/.-])(?:press\w*|presse|prensa|imprensa|news\w*|noticias?|actualit\w*|media|newsroom"
    r"|communiqu\w+|releases?|novosti|article\w*|report\w*)(?=[./_-]|$)",
    re.IGNORECASE,
)
_SELLER = re.compile(
    r"(?<!\w)(?:seller|shop|offer|advert|profile|vend(?:eur|edor)|boutique|annonce|profil|tienda"
    r"|anuncio|perfil|loja|anúncio|продавц|магазин|объявлени|профил|(?:\w{1,2})?بائع|(?:\w{1,2})?متجر"
    r"|(?:\w{1,2})?عرض)",
    re.IGNORECASE,
)
"""Said before a page: it is no source, though it stands where sources do."""
_SELLING = re.compile(
    r"/(?:u|users?|profiles?|item|items|shop|store|sellers?|products?|listing|dp|channel|catalog\w*|cart|checkout|@[\w.]+)/"
    r"|/@|//(?:www\.)?(?:t\.me|wa\.me|vk\.com|(?:\w+\.)?(?:instagram|facebook|tiktok|aliexpress"
    r"|ebay|taobao|etsy)\.)|//[\w.-]*(?:shop|store|market)[\w-]*\.",
    re.IGNORECASE,
)


def web_addresses(
    text: str, cites_pages: bool = False, everything: bool = False
) -> Iterator[Found]:
    """Pages of sellers and profiles; those of administrations and of the press are sources.

    `cites_pages`: where sources stand, a page is looked for only where it sells or is a profile.
    """
    if "." not in text:
        return
    for match in _URL.finditer(text):
        page = match[0].rstrip(_END)
        said = cites_pages and not _SELLER.search(text[max(0, match.start() - 30) : match.start()])
        if everything or _is_found(page, said):
            yield Found(DataKind.URL, match.start(), match.start() + len(page))


def _is_found(page: str, cites_pages: bool) -> bool:
    if _SELLING.search(page if "//" in page else f"//{page}"):
        return not _ADMINISTRATION.search(page.partition("//")[2] or page)
    if cites_pages:
        return False
    bare = page.partition("//")[2] or page
    return not (_ADMINISTRATION.search(bare) or _PRESS.search(bare))


_AT_HANDLE = re.compile(r"(?<![\w.@/-])@[A-Za-zА-Яа-яЁё_][\w.]{2,40}(?<!\.)")
_USER_WORDS = r"""
    user(?:_?name|_id)? nick(?:name)? profile accounts? story login alias seller shop channel
    telegram instagram tiktok wechat facebook snapchat signal whatsapp skype line vk handle
    utilisat\w{3,5} pseudo\w{0,6} profil vendeur\w{0,2} compte canal boutique identifiant
    usuari[oa] perfil vendedor\w{0,2} cuenta historia tienda apodo
    utilizador\w{0,2} usuário conta loja
    пользовател\w{1,3} ник\w{0,4} профил\w{1,3} аккаунт\w{0,2} истори\w канал\w{0,2}
    телеграм\w{0,3}
    продав\w{2,4} логин\w{0,2} инстаграм\w{0,3}
    (?:\w{1,2})?حساب (?:\w{1,2})?قصة (?:\w{1,2})?مستخدم (?:\w{1,2})?قناة تلغرام تيليجرام انستغرام
    (?:\w{1,2})?بائع
"""
_NAMED_HANDLE = re.compile(
    rf"(?<!\w){one_of(_USER_WORDS)}(?:[\s:;,.()«»\"'-]|name|nom|id|de|del|do|da|of|by|par|por){{1,8}}"
    r"(?P<id>(?=[a-z.]{0,30}[_\d])[a-z][a-z0-9]{0,30}(?:[_.-]?[a-z0-9]{1,30}){0,4})(?![\w@])",
    re.IGNORECASE,
)


_MIXED = re.compile(r"(?<![^\W_])[A-Za-z][A-Za-z.]{0,30}[_\d]")


def handles(text: str) -> Iterator[Found]:
    """@name anywhere; a name like night_owl after a word that says that it is one."""
    if "@" in text:
        for match in _AT_HANDLE.finditer(text):
            yield Found(DataKind.HANDLE, *match.span())
    if not _MIXED.search(text):
        return
    for match in _NAMED_HANDLE.finditer(text):
        yield Found(DataKind.HANDLE, *match.span("id"))
