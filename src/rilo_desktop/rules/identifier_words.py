"""Words that say what the number after them is, in the network's languages.

Each line is one language (English, French, Spanish, Portuguese, Russian, Arabic) and holds regular
expressions divided by blanks; a blank inside an expression is written as an underscore.
"""

TELEPHONE = r"""
    tel telephone phone mobile cell_?phone fax whatsapp viber telegram wechat signal
    tél téléphone portable télécopie
    teléfono telefono móvil movil celular
    telefone telemóvel telemovel
    тел телефон\w{0,3} моб мобильн\w{0,4} факс ватсап
    (?:ال)?هاتف (?:ال)?جوال (?:ال)?محمول تلفون موبايل واتساب فاكس
"""

DOCUMENT = r"""
    passports? identity_(?:card|document)s? id(?:_card|_document)? national_id ssn social_security
    driv(?:ing|er.?s)_licen[cs]e
    passeports? cartes?_(?:nationales?_)?d.identité cni pièces?_d.identité permis_de_conduire
    titre_de_séjour
    pasaportes? dni nie c[ée]dulas? documento(?:_nacional)?_de_identidad licencia_de_conducir
    passaportes? rg cpf bilhete_de_identidade cartão_de_cidadão carteira_de_identidade
    carta_de_condução
    паспорт\w{0,3} удостоверени\w{1,2}(?:_личности)? водительск\w{2,3}_прав\w{0,2} снилс инн иин
    (?:ال)?جواز(?:_سفر|_السفر)? (?:ال)?هوية بطاقة(?:_الهوية|_هوية)? رخصة(?:_القيادة)?
    الرقم_القومي
"""

ACCOUNT = r"""
    (?:bank_)?account(?=_?(?:n|\#|:|№|\d)) a/c
    compte_(?:bancaire|(?=n[°ºo]|numéro|:))
    cuenta_(?:bancaria|corriente|(?=n[.°ºo]|núm|:))
    conta_(?:bancária|(?=n[.°ºo]|núm|:))
    (?:(?:расч[её]тн|лицев|банковск)\w{2,3}_)?сч[её]т\w{0,2}(?=_?(?:№|ном|:)) р/с
    (?:رقم_)?(?:ال)?حساب(?:_رقم|_مصرفي|_بنكي)?
"""

PLATE = r"""
    (?:number_|licen[cs]e_|registration_)?plates? vehicle_reg(?:istration|\.)? reg\._?no
    immatricul\w{1,6} plaques?
    matr[ií]culas? matriculad\w{1,2} placas?
    chapas?
    гос\.?_?номер\w{0,2} гос\.?_?знак\w{0,2} номерн\w{2,3}_знак\w{0,2}
    регистрационн\w{2,3}_(?:номер|знак)\w{0,2}
    (?:رقم_)?(?:ال)?لوح(?:ة|ات)
"""

BIRTH = r"""
    born(?:_on)? date_of_birth d\.?o\.?b\.?
    née?(?:_le)? date_de_naissance
    nacid[oa](?:_el)? fecha_de_nacimiento
    nascid[oa](?:_em)? data_de_nascimento
    родил\w{1,3} дата_рождения г\.р\.
    تاريخ_الميلاد مواليد
"""

NUMBER_SIGN = r"""
    [\s:;.,\#№°()\-]
    numbers? no nos nr is
    n\.?[°ºo]s? numéro est
    núm\w{0,4} es
    número é
    номер\w{0,3} серия
    رقم
"""
"""What may stand between the word and its number."""


def one_of(words: str) -> str:
    """One expression that matches any of these words."""
    return "(?:" + "|".join(word.replace("_", " ") for word in words.split()) + ")"
