"""The kept list of words that quick entry knows, in the six languages of the window.

In small letters; accents make no difference (`typed_dates.folded`). English, French, Spanish,
Portuguese, Russian, Arabic.
"""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, tuple[str, ...]] = {
    "operation": ("operation", "operations", "operacion", "operacao", "операция", "عملية"),
    "control_support": (
        "support",
        "control support",
        "appui",
        "soutien",
        "apoyo",
        "apoio",
        "поддержка",
        "دعم",
    ),
    "request": (
        "request",
        "question",
        "demande",
        "solicitud",
        "peticion",
        "pedido",
        "solicitacao",
        "запрос",
        "طلب",
    ),
    "product": ("product", "produit", "producto", "produto", "продукт", "منتج"),
    "training": (
        "training",
        "course",
        "workshop",
        "formation",
        "atelier",
        "cours",
        "formacion",
        "capacitacion",
        "curso",
        "formacao",
        "обучение",
        "семинар",
        "курс",
        "تدريب",
        "دورة",
    ),
    "meeting": ("meeting", "reunion", "reuniao", "совещание", "встреча", "اجتماع"),
    "visit": ("visit", "visite", "visita", "визит", "زيارة"),
    "best_practice": (
        "best practice",
        "good practice",
        "practice",
        "bonne pratique",
        "buena practica",
        "boa pratica",
        "передовая практика",
        "лучшая практика",
        "افضل ممارسة",
    ),
}
"""Code of a kind -> words that a line may begin with."""

NOUNS: Mapping[str, tuple[str, ...]] = {
    "days": (
        *("day", "days", "jour", "jours", "dia", "dias", "день", "дня", "дней"),
        *("يوم", "ايام"),
    ),
    "officers": (
        *("officer", "officers", "participant", "participants", "agent", "agents"),
        *("funcionario", "funcionarios", "agente", "agentes", "participante", "participantes"),
        *("сотрудник", "сотрудника", "сотрудников", "участник", "участника", "участников"),
        *("موظف", "موظفين", "مشارك", "مشاركين"),
    ),
    "administrations": (
        *("administration", "administrations", "administracion", "administraciones"),
        *("administracao", "administracoes", "администрация", "администраций"),
        *("ادارة", "ادارات"),
    ),
    "members": (
        *("member", "members", "membre", "membres", "miembro", "miembros", "membro", "membros"),
        *("член", "члена", "членов", "عضو", "اعضاء"),
    ),
    "messages": (
        *("message", "messages", "mensaje", "mensajes", "mensagem", "mensagens"),
        *("сообщение", "сообщения", "сообщений", "رسالة", "رسائل"),
    ),
    "controls": (
        *("control", "controls", "controle", "controles"),
        *("контроль", "проверка", "проверки", "проверок", "مراقبة"),
    ),
    "pages": (
        *("page", "pages", "pagina", "paginas", "страница", "страницы", "страниц"),
        *("صفحة", "صفحات"),
    ),
    "recipients": (
        *("recipient", "recipients", "addressee", "addressees", "destinataire", "destinataires"),
        *("destinatario", "destinatarios", "адресат", "адресата", "адресатов", "مستلم", "مستلمين"),
    ),
    "invited": ("invited", "invite", "invites", "invitados", "convidados", "приглашено", "مدعو"),
}
"""What a number counts -> the nouns behind it."""

FIELDS: Mapping[tuple[str, str], str] = {
    ("training", "officers"): "officers",
    ("training", "administrations"): "administrations",
    ("training", "members"): "administrations",
    ("meeting", "members"): "members_present",
    ("meeting", "invited"): "members_invited",
    ("operation", "administrations"): "participating",
    ("operation", "members"): "participating",
    ("operation", "messages"): "messages",
    ("operation", "controls"): "controls",
    ("product", "pages"): "pages",
    ("product", "recipients"): "sent_to",
    ("product", "members"): "sent_to",
}
"""Kind and what is counted -> the field with the number."""

DAYS: Mapping[str, int] = {
    **dict.fromkeys(("today", "aujourd'hui", "hoy", "hoje", "сегодня", "اليوم"), 0),
    **dict.fromkeys(("yesterday", "hier", "ayer", "ontem", "вчера", "امس", "البارحة"), -1),
    **dict.fromkeys(
        (
            *("day before yesterday", "the day before yesterday", "avant-hier", "anteayer"),
            *("antes de ayer", "anteontem", "позавчера", "اول امس"),
        ),
        -2,
    ),
    **dict.fromkeys(("tomorrow", "demain", "manana", "amanha", "завтра", "غدا"), 1),
    **dict.fromkeys(
        (
            *("day after tomorrow", "the day after tomorrow", "apres-demain", "pasado manana"),
            *("depois de amanha", "послезавтра", "بعد غد"),
        ),
        2,
    ),
}
"""Words for a day -> how many days from today."""

UNTIL = ("-", "–", "to", "until", "au", "a", "al", "hasta", "ate", "по", "до", "الي")
"""Between the first and the last day."""

PLACE = ("in", "at", "in:", "place", "lieu", "en", "em", "в", "во", "في")
"""Before a place."""

WITH = ("for", "with", "pour", "avec", "para", "con", "com", "для", "с", "со", "مع")
"""Before Members and offices."""

AND = ("and", "et", "y", "e", "и", "و", "&", "+")

DATED: Mapping[str, tuple[str, ...]] = {
    "due": ("due", "echeance", "vence", "vencimento", "срок", "يستحق"),
    "received": ("received", "recu", "recue", "recibido", "recebido", "получено", "ورد"),
    "answered": ("answered", "repondu", "respondido", "отвечено", "تمت"),
}
"""Field of a request -> words before its day."""

BASES: Mapping[str, tuple[str, ...]] = {
    "agreed": ("agreed", "convenu", "convenue", "acordado", "согласовано", "متفق"),
    "asked": ("asked", "demande", "demandee", "solicitado", "pedido", "запрошено", "مطلوب"),
    "own_aim": ("own aim", "objectif propre", "objetivo propio", "objetivo proprio", "своя цель"),
}
"""Basis of a due date -> words behind its day."""
