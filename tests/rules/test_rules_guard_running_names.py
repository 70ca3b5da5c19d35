"""Names that no title announces: in the sentences of a report, in heads, behind places; alarms too.

All names are invented.
"""

from __future__ import annotations

import pytest

from rilo_desktop.rules.personal_data.detection import personal_data
from rilo_desktop.rules.personal_data.kinds import DataKind

ENGLISH = (
    " The officers of the port found in the container boxes of cigarettes and tobacco that were not"
    " in the papers of the shipment, and that came from another factory. The goods were taken to a"
    " warehouse of the customs."
)
FRENCH = (
    " Les douaniers du port ont trouvé dans le conteneur des cartons de cigarettes et de tabac à"
    " rouler que les papiers de la cargaison ne nommaient pas, et qui venaient d'une autre usine."
    " Le chargement a été gardé dans un entrepôt."
)
SPANISH = (
    " Los agentes de la aduana hallaron en el contenedor cajas de cigarrillos y tabaco de liar que"
    " no estaban en los papeles de la carga, y que venían de otra fábrica. La mercancía fue llevada"
    " a un almacén."
)
PORTUGUESE = (
    " Os fiscais da alfândega acharam no contêiner caixas de cigarros e fumo que não estavam nos"
    " papéis da carga e que vinham de outra fábrica. A mercadoria foi levada a um depósito e os"
    " volumes foram contados ali."
)


def names(text: str) -> list[str]:
    return [
        text[one.start : one.end] for one in personal_data(text) if one.kind is DataKind.PERSON_NAME
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orla Quenby is due to appear again." + ENGLISH, ["Orla Quenby"]),
        ("It was hers. Orla Quenby has denied it." + ENGLISH, ["Orla Quenby"]),
        ("Orlane Quenbert a utilisé deux faux noms." + FRENCH, ["Orlane Quenbert"]),
        ("Ils ont parlé avec Orlane Quenbert hier." + FRENCH, ["Orlane Quenbert"]),
        ("C'était dans les dossiers de Piet Vandame." + FRENCH, ["Piet Vandame"]),
        (
            "Le box de Piet Vandame et Orlane Quenbert était vide." + FRENCH,
            ["Piet Vandame", "Orlane Quenbert"],
        ),
        ("Dans le box, Piet Vandame, qui ne dit rien." + FRENCH, ["Piet Vandame"]),
        ("Elba Quirán negó los cargos." + SPANISH, ["Elba Quirán"]),
        ("La fiscalía escuchó a Elba Quirán." + SPANISH, ["Elba Quirán"]),
        ("El letrado Tomás Vexel pidió la pena." + SPANISH, ["Tomás Vexel"]),
        ("La permanencia de Tomás Vexel está en duda." + SPANISH, ["Tomás Vexel"]),
        (
            "Los expolicías Tomás Vexel y Elba Quirán callaron." + SPANISH,
            ["Tomás Vexel", "Elba Quirán"],
        ),
        (
            "Hubo tres: Tomás Vexel, Elba Quirán, Orlo Quimbay." + SPANISH,
            ["Tomás Vexel", "Elba Quirán", "Orlo Quimbay"],
        ),
        ("Contra Tomás Vexel hay pruebas." + SPANISH, ["Tomás Vexel"]),
        ("Elbo Quirão citou outro nome." + PORTUGUESE, ["Elbo Quirão"]),
        ("O pastor Elbo Quirão, do bairro, disse tudo." + PORTUGUESE, ["Elbo Quirão"]),
        ("Pedem a condenação de Elbo Quirão por isso." + PORTUGUESE, ["Elbo Quirão"]),
        ("Elbo Quirão, ex-fiscal, saiu cedo." + PORTUGUESE, ["Elbo Quirão"]),
    ],
)
def test_a_name_in_a_sentence_is_told_by_the_grammar_around_it(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Northern Serena was boarded at anchor. Serena Star is a tanker." + ENGLISH,
        "Hugo Boss shoes were in it, and Calvin Klein is a brand." + ENGLISH,
        "Des chaussures Christian Louboutin et Yves Saint Laurent étaient dans les sacs." + FRENCH,
        "Le navire est parti de Kuala Lumpur et de Ho Chi Minh." + FRENCH,
        "Les colis iront vers Porto Novo ou Fada Ngourma, dit la Police Nationale." + FRENCH,
        "L'Arabie Saoudite a bloqué les colis." + FRENCH,
        "L'enquête est menée par le Service National et la Cour Suprême." + FRENCH,
        "Relojes Hugo Boss y Calvin Klein estaban en las cajas." + SPANISH,
        "Los envíos de Johnnie Walker venían de Ho Chi Minh." + SPANISH,
        "Las rutas van por Zacateca y Guadalupa, y por Cabo Sereno." + SPANISH,
        "Rechaza Godemez los cargos de la aduana." + SPANISH,
        "La Serie Serena y el Día Sereno siguen, y la Reforma Serena es de todos." + SPANISH,
        "Fue en la calle General Tomás Vexel, junto al río." + SPANISH,
        "Ocurrió en la colonia Villa Serena, del municipio de Vista Serena." + SPANISH,
        "Subieron a una camioneta Chevrolet Bravada, en la calle Mar Sereno." + SPANISH,
        "El operativo Navidad Serena y el programa Vigía Nocturno siguen." + SPANISH,
        "Bolsas Michael Kors e tênis Tommy Hilfiger estavam no navio Cap Sereno." + PORTUGUESE,
        "O prefeito de Terra Serena e os de Belo Monte, Pedra Serena e Alta Cruz." + PORTUGUESE,
        "A ação da Polícia Civil, com Busca e Apreensão, é da Vara Criminal." + PORTUGUESE,
        "Foi na comarca de Campo Sereno, na rodovia Anel Sereno." + PORTUGUESE,
    ],
)
def test_brands_towns_streets_and_bodies_of_a_report_are_no_names(text: str) -> None:
    assert names(text) == []


def test_two_capitals_in_a_short_text_are_goods() -> None:
    assert names("Elba Quirán negra, 20 cajas") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O procurador da República Elbo Quirão Sá pediu isso.", "Elbo Quirão Sá"),
        ("El ministro de la Defensa Tomás Vexel Ruz habló.", "Tomás Vexel Ruz"),
        ("La députée du Nord Orlane Quenbert a parlé.", "Orlane Quenbert"),
        ("He was told by Judge Piet Vandam QC that it was over.", "Piet Vandam"),
        ("Estonian Piet Vandam was arrested.", "Piet Vandam"),
        ("IMPETRANTE : ELBO QUIRÃO SÁ ADVOGADO : TOMÁS VEXEL", "ELBO QUIRÃO SÁ"),
        ("'It is over,' said Orla Quenby, a consultant.", "Orla Quenby"),
        ("Piet Vandam, 6, was on board.", "Piet Vandam"),
        ("Visita à aduana\nElba Quirão, do Diário\nA carga ficou.", "Elba Quirão"),
        ("His brother Pietro, 35, had the bag.", "Pietro"),
        ("Detuvieron a un hombre llamado Tomaso en el puerto.", "Tomaso"),
        ("The money went to the Quenby family.", "Quenby"),
        ("RELATOR : MIN. ELBO QUIRÃO IMPETRANTE : OUTRO", "ELBO QUIRÃO"),
        ("AGTE.( S ) : ELBO QUIRÃO SÁ ADV.( A / S ) : TOMÁS VEXEL", "ELBO QUIRÃO SÁ"),
        ("Defendant: Piet Vandam", "Piet Vandam"),
        ("AFP/ORLANE QUENBERT", "ORLANE QUENBERT"),
        ("Tomás Vexel, alias El Zurdo, fue detenido.", "El Zurdo"),
        ("Piet Vandam (35), known as Kitty, was held.", "Kitty"),
        ("Андрей Вексель просил отсрочки.", "Андрей Вексель"),
        ("Анатолий Вексель объявлен в розыск.", "Анатолий Вексель"),
        ("Об этом сказал министр обороны Украины Вадим Дрошко в порту.", "Вадим Дрошко"),
        ("Глава района Санкт-Петербурга Вадим Дрошко уволен.", "Вадим Дрошко"),
        ("Суд арестовал Вадима Векселя (Vadim Veksel).", "Vadim Veksel"),
        ("Он вёз груз с Еленой Дрошко в порт.", "Еленой Дрошко"),
        ("قال بشير الزنبقي رئيس الفرقة إن الشحنة وصلت", "بشير الزنبقي"),
        ("قال الناطق باسم البحرية الألمانية وائل زنبقي إن الشحنة وصلت", "وائل زنبقي"),
        ("أوقفت الشرطة وائل زنبقي، عضو الجمعية", "وائل زنبقي"),
        ("قالت الناطقة باسم الشرطة وائل زنبقي: وصلت الشحنة", "وائل زنبقي"),
        ("طالب وائل زنبقي، الموقوف منذ يوم، بالخروج", "وائل زنبقي"),
        ("سمحت الشرطة للسائق ثم للقاضي وائل زنبقي بالدخول", "وائل زنبقي"),
        ("قال المدير العام للمشروع البحري وائل زنبقي إنه حضر", "وائل زنبقي"),
        ("وذكر وائل زنبقي المتحدث باسم الميناء أن الشحنة وصلت", "وائل زنبقي"),
        ("قال مدير التجارة في باجة، وائل زنبقي، إنه حضر", "وائل زنبقي"),
    ],
)
def test_a_name_behind_a_place_or_in_a_head_is_found(text: str, expected: str) -> None:
    assert expected in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Гражданин Беларуси задержан в порту.",
        "Музей Свечей открыт, сообщил житель города.",
        "Жительница Серпухова признана виновной.",
        "Депутаты Госдумы приняли закон, сказал посол Китая.",
        "Полиция Харькова задержала водителя.",
        "Жители Барнаула видели судно.",
        "В селе Дубровка Черновицкой области нашли груз.",
        "Его везли в госпиталь Ройял Серен.",
        "На складе были кроссовки Адидас Ориджинал.",
        "قال رئيس الفرقة إن رجلين على دراجة نارية وسيارة حضرا",
        "أعلن رئيس هيئة مكافحة الفساد أن الشحنة وصلت",
        "جاء حسب متحدث باسم لوزارة النقل في الميناء",
        "تم القبض على عنصر خطير في المدينة",
        "قال مصدر قضائي إن التحقيق مستمر",
        "القبض على طالب سعودي بتهمة التهريب",
        "أعلن رئيس الفرقة رسميا أن الشحنة وصلت",
        "The mayors of Bay Serena, Long Serena and Port Serena came.",
        "He was arrested in General Serena City.",
        "The goods went to Recife e Olinda and back.",
        "RECORRIDO : MINISTÉRIO PÚBLICO FEDERAL",
        "Police Find Hidden Tobacco Inside Kitchen Cabinets",
    ],
)
def test_what_is_written_like_a_name_and_is_none_is_left(text: str) -> None:
    assert names(text) == []


def test_a_title_keeps_the_article_of_a_name() -> None:
    assert names("Mme Le Drochet est venue.") == ["Le Drochet"]
