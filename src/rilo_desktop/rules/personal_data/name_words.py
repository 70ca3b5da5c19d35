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
    identified_as names?_of_(?:the_)?(?:suspects?|accused|victims?|defendants?) names(?=:)
    suspects? accused defendants? (?-i:(?:fe)?males?) (?-i:nationals?) alias a\.?k\.?a\.? aka
    charged sentenced convicted jailed according_to nicknamed
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
    alias(?=_) a\.?k\.?a\.? also_known_as (?:m|f|male|female)(?=[,;)])
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

LEADING = plain_words("""
    a an the this these those his her their its one two three four five six seven eight nine ten
    both several another other some many all on in at by from of for with when while after before
    but and or as if since during meanwhile however
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    african albanian algerian american angolan arab argentinian argentine asian australian
    austrian bangladeshi belgian bolivian botswanan brazilian british bulgarian burmese cambodian
    cameroonian canadian chadian chilean chinese colombian congolese cuban czech danish dutch
    ecuadorian egyptian emirati english eritrean ethiopian european filipino finnish french
    gambian georgian german ghanaian greek guatemalan guinean haitian honduran hungarian indian
    indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh
    kenyan korean kuwaiti kyrgyz laotian lankan latvian lebanese liberian libyan lithuanian
    malagasy malawian malaysian malian mauritian mexican moldovan mongolian moroccan mozambican
    namibian nepalese nepali nigerian nigerien norwegian omani pakistani palestinian panamanian
    peruvian polish portuguese qatari romanian russian rwandan saudi senegalese serbian
    singaporean slovak somali spanish sri sudanese swazi swedish swiss syrian taiwanese tajik
    tanzanian thai togolese tunisian turkish turkmen ugandan ukrainian uruguayan uzbek venezuelan
    vietnamese yemeni zambian zimbabwean
    police officer customs national nationals citizen man woman mr mrs ms
    le la les un une des el los las una o os as um uma dos das
    он она они это этот как что
""")
"""Before a name, with a capital at the start of a sentence or always: no part of it."""

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

AGES = r"""
    years?[_-]olds? years?_of_age yrs?(?:_old)? y/?o
    ans
    años?
    anos?
    лет года?
"""
"""Behind the number that is a person's age."""

AGED = r"""
    aged?_ who_is_ currently_
    âgée?s?_de_ qui_a_ de_
    con_ com_
"""
"""Before it."""

OFFICES = r"""
    president vice-president chairman chairwoman chairperson chief chief_executive CEO commissioner
    superintendent sergeant lieutenant colonel general brigadier admiral commander captain corporal
    major constable ranger warden agent inspector spokesman spokeswoman spokesperson minister
    secretary governor senator mayor judge justice magistrate prosecutor attorney lawyer counsel
    solicitor barrister director manager head founder researcher professor doctor scientist
    biologist expert journalist reporter activist conservationist ambassador detective
    investigator coroner chancellor analyst coordinator
    smuggler trafficker poacher dealer trader businessman businesswoman kingpin ringleader
    mastermind leader accomplice associate victim suspect defendant accused fugitive convict
    resident farmer fisherman student father mother son daughter wife husband brother sister
    partner friend boyfriend girlfriend neighbour neighbor crewman skipper pilot owner driver
    présidente? porte-parole ministre procureure? juge avocate? commissaire commandant
    capitaine colonel général lieutenant maire préfète? sénateur sénatrice députée? chef
    cheffe journaliste chercheure? trafiquante? suspecte? accusée? victime frère sœur père mère
    fils fille épouse mari compagne compagnon docteur professeure? substitut gendarme
    presidenta? vocero portavoz ministr[oa] fiscal juez jueza abogad[oa] comisari[oa]
    comandante capitán coronel general teniente alcalde alcaldesa gobernador senador diputad[oa]
    jefe jefa líder cabecilla capo narcotraficante empresari[oa] periodista imputad[oa]
    acusad[oa] sospechos[oa] víctima herman[oa] padre madre hij[oa] espos[oa] alias_
    secretari[oa]
    porta-voz juiz juíza promotora? procuradora? advogad[oa] delegad[oa] capitão tenente
    general prefeit[oa] governador deputad[oa] vereador chefe traficante empresári[oa]
    jornalista suspeit[oa] réu ré vítima irmão irmã pai mãe filh[oa] mulher marido
    secretári[oa] desembargadora? relatora?
    президент\w{0,3} министр\w{0,3} прокурор\w{0,3} судь\w{1,3} адвокат\w{0,3}
    генерал\w{0,3} полковник\w{0,3} подполковник\w{0,3} майор\w{0,3} капитан\w{0,3}
    глав\w{1,3} депутат\w{0,3} губернатор\w{0,3} мэр\w{0,3} начальник\w{0,3}
    руководител\w{1,3} председател\w{1,3} заместител\w{1,3} представител\w{1,3}
    подозреваем\w{2,3} обвиняем\w{2,3} осужд[её]нн\w{2,3} экс-\w{3,12} сенатор\w{0,3}
    бизнесмен\w{0,3} предпринимател\w{1,3} журналист\w{0,3} житель\w{0,3} жител\w{1,3}
    сын\w{0,3} брат\w{0,3} жен\w{1,2} отец преступник\w{0,3}
"""
"""What a person does or is: the name stands right behind it, or before it and a comma."""

DONE = r"""
    (?:was|were|is|are|been|being|be|got)_(?:also_|later_|allegedly_|subsequently_|formally_)?(?:arrested|charged|sentenced|convicted|jailed|indicted|detained|apprehended|remanded|found_guilty|fined|extradited|caught|accused|bailed|killed|shot|held|wanted|nabbed|intercepted|acquitted|imprisoned|stopped|born|taken_into)
    (?:has|have|had)_been_(?:\w{4,12}ly_)?(?:arrested|charged|sentenced|convicted|jailed|indicted|detained|remanded|found_guilty|accused|extradited)
    pleaded pled confessed testified admitted denied fled tried_to attempted
    appeared_(?:in|before|at) appears? faces? told said says added explained stated noted argued
    claimed warned commented pointed_out
    (?:a|ont|avait|avaient)_(?:déclaré|affirmé|expliqué|indiqué|précisé|ajouté|reconnu|avoué|nié|été_(?:arrêtée?s?|condamnée?s?|interpellée?s?|placée?s?|mise?s?_en|écrouée?s?|inculpée?s?|jugée?s?|tuée?s?))
    est_(?:accusée?|soupçonnée?|mise?_en|poursuivie?|née?|décédée?)
    fue(?:ron)?_(?:detenid|arrestad|condenad|capturad|acusad|sentenciad|imputad|asesinad|hallad|trasladad|aprehendid)\w{1,2}
    dijo declaró afirmó señaló explicó aseguró indicó manifestó informó reconoció confesó agregó
    foi_(?:pres|detid|condenad|acusad|denunciad|encontrad|assassinad|mort|balead|autuad|indiciad)\w{1,2}
    disse afirmou declarou explicou contou informou confessou relatou admitiu ressaltou destacou
    заявил\w? сказал\w? сообщил\w? пояснил\w? отметил\w? признал\w{0,3} добавил\w? рассказал\w?
    (?:был\w?_)?(?:задержан|арестован|осужд[её]н|приговор[её]н|обвиня\w{2,4}|признан)\w{0,2}
"""
"""Behind a name: only a person is arrested, pleads or speaks."""
