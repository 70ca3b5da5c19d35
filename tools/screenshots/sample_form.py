"""A form with every type of question, in English, French and Arabic or in Arabic alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from PIL import Image, ImageDraw

FORM = "every_type"
LANGUAGES = ("English (en)", "French (fr)", "Arabic (ar)")
ARABIC = LANGUAGES[2:]

_HEADS = (
    *("type", "name", "relevant", "constraint", "required", "appearance", "parameters"),
    *("calculation", "bind::rilo:pick", "bind::rilo:match", "bind::rilo:fill"),
    "bind::rilo:anonymous",
)
_TITLE = ("Every type of question", "Chaque type de question", "كل أنواع الأسئلة")
_QUESTIONS: tuple[tuple[dict[str, str], tuple[str, str, str]], ...] = (
    (
        {"type": "begin group", "name": "office"},
        ("Office and staff", "Bureau et agents", "المكتب والموظفون"),
    ),
    (
        {"type": "note", "name": "intro"},
        (
            "Answer for the calendar year. Give functions, never names.",
            "Répondez pour l'année civile. Indiquez des fonctions, jamais de noms.",
            "أجب عن السنة الميلادية. اذكر الوظائف، ولا تذكر الأسماء أبدا.",
        ),
    ),
    (
        {"type": "text", "name": "function", "required": "yes"},
        ("Function of whoever answers", "Fonction de la personne qui répond", "وظيفة المجيب"),
    ),
    (
        {"type": "integer", "name": "staff", "required": "yes", "constraint": ". >= 1 and . <= 99"},
        ("How many officers work there?", "Combien d'agents y travaillent ?", "كم عدد الموظفين؟"),
    ),
    (
        {
            "type": "select_one yn",
            "name": "network",
        },
        (
            "Does the office have a network of its own?",
            "Le bureau a-t-il son propre réseau ?",
            "هل للمكتب شبكة خاصة به؟",
        ),
    ),
    (
        {"type": "text", "name": "why", "relevant": "${network} = 'no'", "appearance": "multiline"},
        (
            "Which network does it use, and who looks after it?",
            "Quel réseau utilise-t-il, et qui s'en occupe ?",
            "أي شبكة يستعمل، ومن يتولى أمرها؟",
        ),
    ),
    (
        {"type": "select_one area", "name": "first"},
        ("Main area of work", "Principal domaine de travail", "مجال العمل الرئيسي"),
    ),
    (
        {"type": "select_multiple area", "name": "areas"},
        ("All areas of work", "Tous les domaines de travail", "جميع مجالات العمل"),
    ),
    (
        {"type": "rank need", "name": "needs", "bind::rilo:anonymous": "yes"},
        (
            "What helps most? Put it in order.",
            "Qu'est-ce qui aide le plus ? Classez.",
            "ما الأكثر فائدة؟ رتبها.",
        ),
    ),
    ({"type": "end group", "name": ""}, ("", "", "")),
    (
        {"type": "begin group", "name": "seizures"},
        ("Seizures", "Saisies", "المضبوطات"),
    ),
    (
        {
            "type": "integer",
            "name": "cases",
            "constraint": ". <= 500",
            "bind::rilo:fill": "products.count(type=alert)",
        },
        ("Alerts of the year", "Alertes de l'année", "تنبيهات السنة"),
    ),
    (
        {"type": "decimal", "name": "weight"},
        ("Weight in tonnes", "Poids en tonnes", "الوزن بالطن"),
    ),
    (
        {"type": "range", "name": "mail", "parameters": "start=0 end=100 step=5"},
        (
            "Share found in the mail, per cent",
            "Part trouvée dans le courrier, en pour cent",
            "النسبة المئوية لما وجد في البريد",
        ),
    ),
    (
        {"type": "date", "name": "day"},
        ("Day of the last one", "Jour de la dernière", "يوم الأخيرة"),
    ),
    ({"type": "time", "name": "hour"}, ("Hour", "Heure", "الساعة")),
    (
        {"type": "dateTime", "name": "reported"},
        ("Reported on", "Signalée le", "أبلغ عنها في"),
    ),
    (
        {
            "type": "text",
            "name": "examples",
            "appearance": "rilo-records",
            "bind::rilo:pick": "case-study",
            "bind::rilo:match": "tlp<=GREEN",
        },
        (
            "Case studies that show it",
            "Études de cas qui le montrent",
            "دراسات حالة توضح ذلك",
        ),
    ),
    ({"type": "image", "name": "photo"}, ("A photograph", "Une photographie", "صورة")),
    (
        {"type": "acknowledge", "name": "sure"},
        (
            "The figures were checked by a second officer.",
            "Les chiffres ont été vérifiés par un second agent.",
            "راجع الأرقام موظف ثان.",
        ),
    ),
    ({"type": "end group", "name": ""}, ("", "", "")),
    (
        {"type": "begin group", "name": "work"},
        ("Operations", "Opérations", "العمليات"),
    ),
    (
        {"type": "begin repeat", "name": "operation"},
        ("Operation", "Opération", "العملية"),
    ),
    ({"type": "text", "name": "title"}, ("Name", "Nom", "الاسم")),
    (
        {"type": "select_one area", "name": "area"},
        ("Area", "Domaine", "المجال"),
    ),
    ({"type": "integer", "name": "found"}, ("Finds", "Découvertes", "الاكتشافات")),
    ({"type": "end repeat", "name": ""}, ("", "", "")),
    (
        {"type": "calculate", "name": "sum", "calculation": "sum(${found})"},
        ("", "", ""),
    ),
    (
        {"type": "note", "name": "total"},
        (
            "Finds of all operations: ${sum}",
            "Découvertes de toutes les opérations : ${sum}",
            "اكتشافات جميع العمليات: ${sum}",
        ),
    ),
    ({"type": "end group", "name": ""}, ("", "", "")),
)
_CHOICES = (
    ("yn", "yes", ("Yes", "Oui", "نعم")),
    ("yn", "no", ("No", "Non", "لا")),
    ("area", "IPR", ("IPR, health and safety", "DPI, santé et sécurité", "الملكية الفكرية والصحة")),
    ("area", "DRUGS", ("Drugs", "Stupéfiants", "المخدرات")),
    ("area", "ENV", ("Environment", "Environnement", "البيئة")),
    ("area", "CULT", ("Cultural heritage", "Patrimoine culturel", "التراث الثقافي")),
    ("area", "REV", ("Revenue", "Recettes", "الإيرادات")),
    ("need", "staff", ("Staff", "Personnel", "موظفون")),
    ("need", "tools", ("Tools", "Outils", "أدوات")),
    ("need", "link", ("A faster connection", "Une connexion plus rapide", "اتصال أسرع")),
)
ANSWERS = {
    "office/staff": "7",
    "office/network": "no",
    "office/first": "IPR",
    "office/areas": "IPR DRUGS",
    "office/needs": "tools staff link",
    "seizures/cases": "700",
    "seizures/weight": "4.25",
    "seizures/mail": "35",
    "seizures/day": "2026-03-17",
    "seizures/hour": "09:40",
    "seizures/reported": "2026-03-18T11:05",
    "work/operation[1]/title": "PAPER LANTERN",
    "work/operation[1]/area": "IPR",
    "work/operation[1]/found": "12",
    "work/operation[2]/title": "LOW TIDE",
    "work/operation[2]/area": "ENV",
}
NOT_KNOWN = ("office/function", "work/operation[2]/found")
BEFORE = {
    "office/staff": "6",
    "office/function": "Deputy Head of RILO",
    "office/first": "DRUGS",
    "seizures/cases": "4",
}
"""A year earlier."""


def write_form(
    path: Path, languages: Sequence[str] = LANGUAGES, form: str = FORM, version: int = 1
) -> None:
    """A later version asks for all but the first question that was answered."""
    at = [LANGUAGES.index(language) for language in languages]
    book = openpyxl.Workbook()
    survey = book.worksheets[0]
    survey.title = "survey"
    labels = [f"label::{language}" for language in languages]
    survey.append([*_HEADS, *labels])
    for cells, said in _QUESTIONS:
        if version > 1 and cells.get("name") == "staff":
            continue
        survey.append([*(cells.get(head, "") for head in _HEADS), *(said[one] for one in at)])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", *labels])
    for name, code, said in _CHOICES:
        choices.append([name, code, *(said[one] for one in at)])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "default_language", "namespaces"])
    namespace = 'rilo="https://rilo-desktop.invalid/forms"'
    settings.append([_TITLE[at[0]], form, str(version), languages[0], namespace])
    book.save(path)


def picture_form(path: Path, version: str = "1") -> Path:
    """A form that asks for pictures: one that is required, and one for each line of a repeat."""
    book = openpyxl.Workbook()
    survey = book.worksheets[0]
    survey.title = "survey"
    survey.append(["type", "name", "label", "required", "relevant"])
    for row in (
        ("select_one yesno", "any", "Did you see parcels?", "yes", ""),
        ("image", "front", "Front of the parcel", "yes", "${any} = 'yes'"),
        ("begin repeat", "parcel", "Parcel", "", "${any} = 'yes'"),
        ("integer", "weight", "Weight in kilograms", "", ""),
        ("image", "photo", "Picture of the parcel", "", ""),
        ("end repeat", "", "", "", ""),
    ):
        survey.append(row)
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label"])
    choices.append(["yesno", "yes", "Yes"])
    choices.append(["yesno", "no", "No"])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version"])
    settings.append(["What was seen", "seen", version])
    book.save(path)
    return path


_UNSENT = """
| survey |
| | type | name | label::English (en) | label::French (fr) | required | relevant | appearance |
| | begin group | visit | The visit | La visite | | | field-list |
| | date | day | Day of the visit | Jour de la visite | yes | | |
| | text | post | Post that was visited 🚢 | Poste visité 🚢 | yes | | w2 |
| | select_one kind | kind | **What** was looked at? | **Quoi** a été examiné ? | | | minimal |
| | end group | | | | | | |
| | begin repeat | parcel | | | | ${kind} = 'mail' | |
| | decimal | weight | Weight in kilograms | | | | |
| | image | front | Front of the parcel | Face du colis | | | |
| | video | opening | Film of the opening | Film de l'ouverture | | | |
| | end repeat | | | | | | |
| | audio | said | What was said | Ce qui a été dit | | | |
| | text | Post | Remarks | Remarques | | | multiline |
| choices |
| | list_name | name | label::English (en) | label::French (fr) |
| | kind | mail | Mail | Courrier |
| | kind | cargo | Cargo | Fret |
| settings |
| | form_id | form_title | version |
| | visit | Visit of a post | 1 |
"""


def unsent_form(path: Path, *, is_sound: bool = True) -> Path:
    """A form whose author should know something before it is sent, or that cannot be used."""
    text = _UNSENT if is_sound else _UNSENT.replace("${kind}", "${knid}")
    path.write_text(text.strip(), "utf-8")
    return path


def photograph() -> bytes:
    """A drawn parcel with a label, as PNG."""
    image = Image.new("RGB", (800, 560), "#3c4250")
    draw = ImageDraw.Draw(image)
    draw.rectangle((90, 60, 710, 500), fill="#b08858", outline="#7d5c36", width=6)
    draw.rectangle((380, 60, 430, 500), fill="#d8c9a3")
    draw.rectangle((440, 100, 690, 190), fill="#f4f2ec")
    for y in range(115, 180, 16):
        draw.line((455, y, 670, y), fill="#555555", width=5)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
