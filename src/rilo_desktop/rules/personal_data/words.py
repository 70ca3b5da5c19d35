"""Words that say what the number after them is, in the network's languages.

Each line is one language (English, French, Spanish, Portuguese, Russian, Arabic) and holds regular
expressions divided by blanks; a blank inside an expression is written as an underscore.
"""

TELEPHONE = r"""
    contact(?=_(?:no|num|tel)) tel telephone phone mobile cell_?phone fax whatsapp viber
    telegram wechat signal sms
    tél téléphone portable télécopie
    teléfono telefono móvil movil celular fono
    telefone telemóvel telemovel contato contacto
    тел телефон\w{0,3} моб мобильн\w{0,4} факс ватсап вотсап по_номеру
    (?:ال)?هاتف\w{0,2} (?:ال)?جوال\w{0,2} (?:ال)?محمول تلفون موبايل واتساب فاكس
    (?:على|عبر)_الرقم
"""

CALL = r"""
    call(?:s|ed)?(?:_(?:him|her|them|us|me))?(?:_back)?(?:_(?:on|at))? text(?:ed)?
    reach(?:ed|able)?_(?:on|at) rings? dial(?:led|s)?
    (?:r?appel\w{1,4}|joindre|joignable|téléphoner|sms)(?:_(?:le|au|du))?
    (?:llam\w{1,4}|atiende|responde|mensaje)(?:_(?:al|en_el|por_el|a_él|a_ella))?
    (?:lig\w{1,3}|atende|telefonar|responde|chamada)(?:_(?:para|pelo|no|ao))?(?:_o)?
    (?:пере)?звон\w{2,5}(?:_(?:ему|ей|по|на))? набра\w{1,3}
    (?:ال)?اتصال(?:_ب\w{1,3})? اتصل\w{0,2}(?:_ب\w{1,3})?
"""

PAPER = r"""
    documents? papers documents?_de_voyage documentos? документ\w{0,3} (?:\w{1,2})?وثيقة
"""

PASSPORT = r"""
    passports? travel_documents?
    passeports? document_de_voyage
    pasaportes?
    passaportes?
    (?:загран)?паспорт\w{0,3}
    (?:\w{1,2})?جواز(?:ات|ي|ا|ه|ها)?(?:_سفر\w{0,2}|_السفر)?
"""

DOCUMENT = r"""
    identity_(?:card|document|number)s? ids? id_(?:card|document|number)s? national_id(?:_card)?
    ssn social_security(?:_number)? driv(?:ing|er.?s)_licen[cs]e
    (?<!import_)(?<!export_)licen[cs]e(?:_numbered)? tax_id nin aadhaar
    residence_permit identification_number
    cartes?_(?:nationales?_)?d.identité cni pièces?_d.identité permis(?:_de_conduire)?
    titre_de_séjour nir sécurité_sociale numéro_d.identité
    dni nie nif c[ée]dulas?(?:_de_\w{6,11})? documento(?:_nacional)?_de_identidad curp rut
    carn[ée]_de_identidad licencia(?:_de_conducir)?
    rg cpf bilhete_de_identidade cartão_de_cidadão carteira_de_identidade
    carta(?:_de_condução)? cnh habilitação número_de_identidade
    удостоверени\w{1,2}(?:_личности)? водительск\w{2,3}_прав\w{0,2} прав\w{0,2} снилс инн иин
    вид_на_жительство
    (?:\w{1,2})?هوية\w{0,2} (?:\w{1,2})?هويت(?:ه|ها) (?:\w{1,2})?بطاقة(?:_الهوية|_هوية)
    (?:\w{1,2})?بطاقت(?:ه|ها) رخصة(?:_القيادة)? الرقم_(?:القومي|الوطني) الإقامة
"""

ACCOUNT = r"""
    (?:bank_|current_|savings_)?accounts?(?=_?(?:n|\#|:|№|\d)) (?:bank_|current_)accounts? a/c
    acct iban rib sort_code
    comptes?_bancaires? comptes?(?=_(?:n[°ºo]|numéro|:|\d{4}))
    cuentas?_(?:bancaria|corriente)s? cuentas?(?=_(?:n[.°ºo]|núm|:|\d{4})) clabe
    contas?_(?:bancária|corrente)s? contas?(?=_(?:n[.°ºo]|núm|:|\d{4}))
    (?:(?:расч[её]тн|лицев|банковск)\w{2,3}_)?сч[её]т\w{0,2}(?=_?(?:№|ном|:|\d{5}))
    [рл][/-]с(?:_из_проформы)?
    (?:رقم_)?(?:\w{1,2})?حساب(?:ه|ها|ات)?(?:_رقم|_مصرفي|_بنكي|_المصرفي|_البنكي)? الآيبان آيبان
"""

CARD = r"""
    (?:bank|credit|debit|payment)?_?cards? visa mastercard amex
    cartes?(?:_bancaires?|_de_crédit|_bleue)? cb
    tarjetas?(?:_de_crédito|_de_débito|_bancaria)?
    cart(?:ão|ões|ao)(?:_de_crédito|_de_débito|_bancário)?
    карт(?:а|у|ы|е|ой|ою|очк\w{1,2})?
    (?:\w{1,2})?بطاق(?:ة|ات|ته|تها)(?:_ائتمان|_الائتمان|_مصرفية|_الدفع|_بنكية)?
"""

PLATE = r"""
    (?:number_|licen[cs]e_|registration_)?plates? vehicle_reg(?:istration|\.)? reg\._?(?:no)?
    registration(?:_number|_mark)?
    immatricul\w{1,6} immat plaques?(?:_minéralogiques?|_d.immatriculation)?
    matr[ií]culas? matriculad\w{1,2} placas? patentes?
    chapas?
    гос\.?_?номер\w{0,2} гос\.?_?знак\w{0,2} номерн\w{2,3}_знак\w{0,2} номер(?:а|ами)
    регистрационн\w{2,3}_(?:номер|знак)\w{0,2}
    (?:رقم_)?(?:\w{1,2})?لوح(?:ة|ات|تها|ته|اتها)
"""

BIRTH = r"""
    born(?:_on)? birth_?dates? date_of_birth d\.?o\.?b\.?
    n[ée]+e?s?_le née? date_de_naissance naissance ddn
    nacid[oa]s?(?:_el)? fecha_de_nacimiento f\._?nac nacimiento
    nascid[oa]s?(?:_(?:em|a))? data_de_nascimento nascimento
    родил\w{1,4} (?:дат\w_)?рождени\w г\.?_?р\.?(?=\W) д\.?_?р\.?(?=\W) рожд
    (?:\w{1,2})?تاريخ_(?:الميلاد|ميلاد\w{0,2}|الولادة|ولادت\w{0,2}) مواليد ولدت? الميلاد
"""

NUMBER_SIGN = r"""
    [\s:;.,\#№°()\-]
    numbers? no nos nr is series
    n\.?[°ºo]s? numéros? est
    núm\w{0,4} es
    números? é
    номер\w{0,3} серия
    رقم\w{0,2} (?:ال)?رقم
"""
"""What may stand between the word and its number."""

QUANTITY = r"""
    pieces? pcs units? boxes cartons? packs? packages sets? pairs? kg kgs? tonnes? tons? tablets?
    items? sheets? blanks? covers? bags? pallets? drums? litres? mg mm cm holders? cases? parts
    pièces? unités? boîtes? colis paires? comprimés? cartons? étuis? exemplaires? coques? sacs?
    piezas? unidades cajas? bultos? pares? comprimidos? fundas? ejemplares hojas
    peças? caixas? volumes capas? exemplares folhas embalagens
    шт\w{0,4} короб\w{2,4} мест\w{0,2} пар\w{0,2} пач\w{1,3} упаков\w{2,3} кг таблет\w{1,3} обложек
    экземпляр\w{0,3} единиц\w{0,2} чехл\w{1,3} бланк\w{0,3}
    قطع\w{0,2} حبة وحدة كرتون\w{0,2} صندوق\w{0,2} علبة كغ طرد\w{0,2} غلاف\w{0,2}
"""
"""After a number: it counts goods."""


VEHICLE = r"""
    lorr(?:y|ies) trucks? vans? tractors? trailers? cars? pick-?ups? taxis? motorcycles?
    camions? tracteurs? remorques? fourgon\w{0,6} voitures? véhicules?
    camión camiones tractor furgon\w{1,4} remolques? camionetas? coches? automóvil vehículos?
    camião camiões trator carrinhas? reboques? picapes? veículos? caminhão
    грузовик\w{0,3} тягач\w{0,3} фургон\w{0,3} прицеп\w{0,3} машин\w{1,3} автомобил\w{1,3}
    фур\w{1,3}
    (?:\w{1,2})?شاحن(?:ة|ات|ته) (?:\w{1,2})?سيار(?:ة|ات|ته) (?:\w{1,2})?مقطورة (?:\w{1,2})?رأس
    (?:\w{1,2})?مركبة
"""

TOP_LEVEL = (
    r"(?:com|net|org|info|biz|shop|store|online|site|market|app|io|me|co|cn|hk|ru|ua|kz|by|ae|sa|eg"
    r"|ma|dz|tn|fr|be|ch|de|es|pt|it|nl|pl|tr|in|pk|br|mx|ar|cl|pe|uk|us|ca|au|nz|za|ng|ke|example)"
)


def plain_words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def one_of(words: str) -> str:
    """One expression that matches any of these words."""
    return "(?:" + "|".join(word.replace("_", " ") for word in words.split()) + ")"
