"""Words that stand before, behind or in place of the names of persons.

As in `words`: a line is one language, a blank inside an expression is an underscore.
"""

from .words import plain_words

TITLES = r"""
    Mr Mrs Ms Miss Mx Sir Madam Lady Dr Prof Capt Sgt Insp MR MRS MS DR
    MM?(?=\.) Mme Mlle [Mm]essieurs [Mm]onsieur [Mm]adame [Mm]ademoiselle Maître MME
    [Ss]r(?:a|ta)? [Dd]on [Dd]oña [Ss]eñora? Lic SR SRA
    [Ss]enhora? [Dd]ona Dom Exm[oa] Eng
    [Гг]-н [Гг]-жа [Гг]-на [Гг]-ну [Гг]-же [Гг]осподин\w? [Гг]оспож\w [Гг]ражданин\w{0,2}
    [Гг]ражданк\w (?<!\d)(?<!\d_)гр(?=\.)
"""
"""Written as they are: small letters make other words of some."""

BEFORE = r"""
    addressed_to the_name_of name_is name(?=:) on_behalf_of_(?:mr|ms)
    (?:spoke|speaking|met|talked|meeting)_(?:with|to)
    (?:a_man|a_woman|somebody|someone|person|man)_(?:named|called) named(?:_a_second_man)?
    identified_as
    known_as signed_by sent_by_(?:mr|ms) received_by accompanied_by driven_by paid_by handed_to
    trace look_for interviewed arrested called rang questioned called_himself posed_as
    introduced_himself_as
    gave_(?:the_name|his_name_as|her_name_as|as_contact) contact_(?:person_)?(?:is|was) contact
    c/o attn
    statement_(?:of|by|from) interview_(?:of|with) passport_of
    au_nom_de à_l'attention_de adressée?_à parlé_(?:à|avec)
    (?:rencontré|entendu|interrogé|arrêté) nommée?
    (?:un|une|le|la)_certaine? dénommée? appelée? signée?_(?:par|de) pour_contact contact
    rechercher j'ai_eu appelé_par
    citait_aussi remis_à conduit_par audition_de déposition_de identifiée?_comme chez
    a_nombre_de a_la_atención_de dirigid\w_a hablé_con hablamos_con (?:un|una)_tal llamad[oa]
    nombrad\w
    firmad\w_por como_contacto_a como_contacto nombraba_también_a buscar_a localizar_a remite
    llamó entrevist\w{1,4}_a
    identificad\w_como detenid\w_a conducid\w_por
    em_nome_de ao_cuidado_de endereçad\w_a falei_com falámos_com falamos_com (?:um|uma)_tal
    chamad\w
    assinad\w_por como_contacto como_contato procurar citava_ainda_? identificad\w_como
    conduzid\w_por
    entregue_a
    на_имя по_имени (?:говорил\w?|беседовал\w?|встреч\w{2,5}|связ\w{3,6})_с установить
    задержан\w{0,2}
    получател\w{1,2} отправител\w{1,2} подписал\w? предъявил\w? (?:указал\w?_)?контакт ещё_один
    опрошен\w?
    разыскива\w{2,5} некто водител\w{1,2} владел\w{2,3} сообщил\w? показал\w? передал\w?
    звонил\w? позвонил\w?
"""

ROLES = r"""
    officer constable detective sergeant contact driver courier passenger clerk broker owner
    director manager suspect sender recipient
    inspector captain informant source colleague employee shopkeeper seller buyer consignee
    declarant
    importer exporter man woman traveller lawyer agent
    correspondante? chauffeur conducteur passager passagère propriétaire gérante? directeur
    directrice
    expéditeur expéditrice destinataire inspecteur collègue employée? vendeuse? acheteur déclarant
    voyageur voyageuse informateur transitaire
    enlace contacto conductora? chofer pasajer[oa] dueñ[oa] gerente directora? remitente
    destinatari[oa]
    inspectora? colega emplead[oa] vendedora? compradora? declarante viajer[oa] informante
    despachante
    contato motorista passageir[oa] don[oa](?=_d) proprietári[oa] remetente destinatári[oa]
    inspetora?
    funcionári[oa] comprador viajante
    человек водител\w{1,2} пассажир\w{0,2} курьер\w{0,2} директор\w{0,2} владел\w{2,3}
    отправител\w{1,2}
    получател\w{1,2} инспектор\w{0,2} сотрудни\w{1,3} продавец покупател\w декларант\w{0,2}
    источник\w{0,2}
    знаком\w{2,3} брокер\w{0,2}
"""

AFTER = r"""
    who(?=_) d\.?o\.?b born aged his(?=_(?:phone|passport|account|address))
    (?:told|said|signed|wrote|phoned)_
    (?:he|she)_(?:said|says)
    née?(?=_) âgée? qui(?=_(?:n|a|ne|est|était)) au_téléphone
    nacid[oa] de_\d\d_años quien
    nascid[oa] de_\d\d_anos
    рожд \d{4}_г\.р г\.р дата_рождения
"""

THINGS = r"""
    vessels? ship m/v mv ss tug yacht ferry brands? marks? marked marque operation project port
    street
    model label
    navires? bateau cargo marques? marquée?s? opération projet port rue
    buques? barcos? marcas? operación proyecto puerto calle
    navios? operação projeto porto rua
    суд\w{1,3} теплоход\w{0,2} марк\w{1,3} операци\w{1,3} порт\w{0,2} проект\w{0,2}
"""

PAPERS = r"""
    statement passport id cv invoice contract declaration scan copy letter signed interview photo
    affidavit licence license card resume report
    déclaration passeport carte facture contrat lettre signée? audition copie attestation
    procuration
    declaración pasaporte dni factura contrato carta firmad[oa] entrevista copia acta poder
    declaração passaporte fatura assinad[oa] cópia procuração depoimento termo auto
    паспорт\w{0,2} заявлени\w договор\w{0,2} счёт письмо объяснени\w копия скан подпис\w{2,6}
    доверенность
    протокол опрос\w{0,2}
"""

NO_NAMES = plain_words("""
    unit valuation team group desk hotline section division branch bureau committee point points
    rilo wco customs police ministry authority agency port office service services border
    secretariat international national regional republic states kingdom islands island united
    north south east west new airport terminal street road operation project head deputy chief
    department central bank university court force union european commission organization
    organisation compound warehouse market centre center hub store county province district
    city state douane douanes ministère direction bureau aéroport préfecture république
    secrétariat brlr aduana aduanas ministerio dirección puerto aeropuerto oficina república
    secretaría fiscalía alfândega ministério direção porto aeroporto receita federal polícia
    таможня таможни таможне таможню служба службы министерство управление федеральная рило руос
    россии республика область порт аэропорт секретариат hong kong asia pacific europe africa
    america
""")

ARABIC_BEFORE = r"""
    باسم اسمه اسمها يدعى تدعى المدعو المدعوة جهة_اتصال جهة_الاتصال البحث_عن تحدثنا_مع تحدثت_مع
    التقينا
    التقيت قابلنا السائق سائق صاحبها صاحبه مالكها المالك المستلم المستلمة المرسل المرسلة
    المسافر المسافرة
    موقع_من بتوقيع وقعه سلمه المفتش المشتبه_به زميلنا زميلتنا في_الميناء إفادة جواز_سفر_باسم الشاهد
"""

ARABIC_TITLES = r"""
    السيدة? السيد سيد الآنسة الدكتورة? الأستاذة? الحاجة? الشيخ المهندسة? النقيب الرائد العقيد
    (?:د|أ|م)(?=[./])
"""

ARABIC_NO_NAMES = plain_words("""
    شركة مؤسسة مكتب وزارة إدارة الجمارك جمارك هيئة دائرة ميناء مطار السفينة عملية رئيس نائب
    أو عند له لها إليه إليها
    المكتب في من إلى على عن مع هذا هذه التي الذي كان كانت ولم لم قبل بعد بين شحنة بضائع منطقة
    المنطقة دولة الدولة السلطات الشرطة النيابة الحاوية حاوية الطرد علامة تحمل جواز السفر قائمة
    بطاقة رقم أو إليه إليها له لها عند غير أي
""")
