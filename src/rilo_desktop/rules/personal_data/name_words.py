"""Words that stand before, behind or in place of the names of persons.

As in `words`: a line is one language, a blank inside an expression is an underscore.
"""

from .words import plain_words

TITLES = r"""
    Mr Mrs Ms Miss Mx Dra Sir Madam Lady Dr Prof Capt Sgt Insp MR MRS MS DR
    Me(?=_[A-ZÉ]) MM?(?=\.) Mme Mlle [Mm]essieurs [Mm]onsieur [Mm]adame [Mm]ademoiselle Maître MME
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
    (?-i:By|Par|Por) (?-i:Foto|Photo)(?=:)
    (?:arrest|murder|killing|death|trial|extradition|conviction|prosecution|shooting)_of
    known_as signed_by sent_by_(?:mr|ms) received_by accompanied_by driven_by paid_by handed_to
    trace look_for interviewed arrested called rang questioned called_himself posed_as
    introduced_himself_as
    gave_(?:the_name|his_name_as|her_name_as|as_contact) contact_(?:person_)?(?:is|was) contact
    c/o attn
    statement_(?:of|by|from) interview_(?:of|with) passport_of
    au_nom_de à_l'attention_de adressée?_à parlé_(?:à|avec)
    (?:rencontré|entendu|interrogé|arrêté) nommée?
    (?:un|une|le|la)_certaine? dénommée? appelée? signée?_(?:par|de) pour_contact contact
    selon condamné prénommée? affaire arrête
    (?:mort|arrestation|meurtre|procès|domicile|veuve|avocat)_(?:de_|d')(?=[A-Z])
    à_propos_de
    s'appelle\w{0,2} (?:contre|veuve_de|domicile_de)
    rechercher j'ai_eu appelé_par
    citait_aussi remis_à conduit_par audition_de déposition_de identifiée?_comme chez
    a_nombre_de a_la_atención_de dirigid\w_a hablé_con hablamos_con (?:un|una)_tal llamad[oa]
    nombrad\w
    firmad\w_por como_contacto_a como_contacto nombraba_también_a buscar_a localizar_a remite
    (?:lider|encabez|comand|dirig)ad[oa]s?_por integrad\w_por según se_llama\w{0,2}
    (?:asesinato|homicidio|homicidas|muerte|captura|detención|arresto|extradición|aprehensión|juicio)_(?:de|a|contra)
    (?:detuvo|detuvieron|capturó|capturaron|arrestó|consignó|consignaron|acusó|acusan)_a
    (?:confirmó|aseguró|afirmó|declaró|señaló|dijo|explicó|reiteró|indicó)
    (?:mejor_)?conocid[oa]s?_como apodad[oa]
    llamó entrevist\w{1,4}_a
    identificad\w{1,2}_como detenid\w_a conducid\w_por
    em_nome_de ao_cuidado_de endereçad\w_a falei_com falámos_com falamos_com (?:um|uma)_tal
    chamad\w
    assinad\w_por como_contacto como_contato procurar citava_ainda_? identificad\w{1,2}_como
    conduzid\w_por se_chama\w? chamados? (?:comand|lider|chefi)ad[oa]s?_por vulgo apelidad[oa]
    prend(?:er|eu|eram|endo) detev[ei]\w{0,4} segundo_(?!o_|a_)
    (?:afirmou|disse|declarou|explicou|informou)
    (?:assassinato|homicídio|morte|captura|detenção|prisão|extradição|julgamento)_(?:de|contra)
    (?:campanha|governo)s?_(?:de|dos_ex-presidentes)
    conhecid[oa]s?_(?:como|por)
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
    (?:vulgo|apodado|conhecid[oa]|conocid[oa])_
    alias(?=_) a\.?k\.?a\.? also_known_as (?:m|f|male|female)(?=[,;)])
    who(?:se|m)?(?=_) d\.?o\.?b born aged his(?=_(?:phone|passport|account|address))
    (?:told|said|signed|wrote|phoned)_
    (?:he|she)_(?:said|says)
    née?(?=_) âgée? qui(?=_(?:n|a|ne|est|était)) au_téléphone
    nacid[oa] de_\d\d_años quien
    nascid[oa] de_\d\d_anos
    рожд \d{4}_г\.р г\.р дата_рождения
"""

ALIAS = r"""
    alias nicknamed surnommée?s?
    apodad[oa](?:_como)? alias
    vulgo apelidad[oa](?:_de)?
    по_прозвищу по_кличке
"""
KNOWN_AS = r"""
    (?:who_(?:is|was)_)?(?:better_|also_)?known_as
    (?:mejor_|más_)?conocid[oa]_como (?:mais_)?conhecid[oa]_(?:como|por) (?:plus_)?connue?_comme
    dite?
"""
"""Behind a name: a nickname follows."""

KIN = r"""
    (?:his|her|their)_(?:now_|late_|ex-|older_|younger_|elder_)?(?:father|mother|son|daughter|brother|sister|husband|wife|uncle|aunt|cousin|boyfriend|girlfriend|sibling|nephew|niece|partner)
    (?:son|sa|ses|leur)_(?:père|mère|fils|fille|frère|sœur|mari|épouse|oncle|tante|cousine?|compagnon|compagne|neveu|nièce)
    (?:su|sus)_(?:padre|madre|hij[oa]|herman[oa]|espos[oa]|tí[oa]|prim[oa]|novi[oa]|sobrin[oa]|cuñad[oa]|suegr[oa])
    (?:seus?|suas?)_(?:pai|mãe|filh[oa]|irmã[o]?|marido|mulher|espos[oa]|ti[oa]|prim[oa]|namorad[oa]|sobrinh[oa])
    (?:его|её|ее|их)_(?:сын\w{0,3}|дочь|дочери|брат\w{0,3}|сестр\w{1,3}|муж\w{0,3}|жен\w{1,3}|отец|мать|друг\w{0,3})
"""
"""Whose first name stands alone behind it."""

CROWNED = r"""
    [Pp]rincess? [Pp]rince [Pp]ope [Rr]oi [Rr]eine [Pp]rincesse [Pp]ape
    [Rr]ey [Rr]eina [Pp]ríncipe [Pp]rincesa [Ii]nfanta [Pp]apa [Rr]ei [Rr]ainha
"""

PERSONS = r"""
    m[ae]n wom[ae]n boys? girls? persons? suspects? victims? officers? drivers? passengers?
    hommes? femmes? garçon filles? individus? personnes? chauffeur
    hombres? mujer(?:es)? jov[ée]n(?:es)? niñ[oa]s? sujetos? individuos? personas? señor señora
    homens? mulher(?:es)? jovem menin[oa] rapaz indivíduos? pessoas? senhora?
"""
NAMED = r"""
    named called known_as identified_as
    nommée?s? prénommée?s? dénommée?s? appelée?s? identifiée?s?_comme connue?_comme
    llamad[oa]s? identificad[oa]s?_como conocid[oa]_como de_nombre
    chamad[oa]s? conhecid[oa]_como de_nome
"""

FAMILIES = r"""
    famille familia família семь[яиею]й?
"""

PARTIES = r"""
    appellant respondent petitioner plaintiff claimant defendant accused counsel
    requérante? appelante? intimée? prévenue? défendeur défenderesse demandeur demanderesse
    demandante demandad[oa] querellante imputad[oa] procesad[oa] acusad[oa] defensor(?:a)?
    relator(?:a)? impetrante impetrad[oa] paciente advogad[oa] agravante agravad[oa] embargante
    embargad[oa] recorrente recorrid[oa] requerente requerid[oa] apelante apelad[oa] autor(?:a)?
    réu
    reclamante reclamad[oa] interessad[oa] denunciad[oa] defensora?
    (?:ag|rec|imp|pac|emb|req|adv|rel|int|proc|recl|apel|ap)\w{0,4}(?=\.)
    истец ответчик подсудим\w{2} заявитель представитель защитник
"""
"""Who stands in the head of a decision, before a colon."""

PARTY_TITLES = r"""
    min\. ministr[oa] des\. desembargador(?:a)? juiz(?:a)? drs?\. dras?\. dr dra
"""

GOODS = r"""
    shoes? bags? handbags? watch(?:es)? perfumes? clothes shirts? jackets? belts? sunglasses
    trainers
    sneakers jerseys? wallets? caps? cigarettes? whiske?y vodka rum spirits products? goods items?
    chaussures? baskets? sacs? montres? parfums? vêtements? t-shirts? chemises? vestes? ceintures?
    lunettes maillots? portefeuilles? casquettes? whisky rhum produits? articles? bijoux
    médicaments?
    téléphones? jouets? cosmétiques? polos? pantalons? robes? contrefaçons? imitations? bouteilles?
    zapat\w+ bols[oa]s? relojes reloj perfumes? ropa prendas? camis\w+ chaquetas? cinturon\w*
    cinturón gafas carteras? billeteras? gorras? cigarrillos? ron productos? artículos? joyas?
    medicamentos? teléfonos? juguetes? cosméticos? polos? pantalon\w* falsificacion\w* imitacion\w*
    botellas?
    sapat\w+ tênis relógios? roupas? vestuário blusas? jaquetas? cintos? óculos carteiras? bonés?
    bonecas? cigarros? uísque produtos? artigos? joias? celulare?s? brinquedos? calças? camisolas?
    envíos? remessas? cargamentos? cargas? lotes? partidas? mercancías? mercadorias? marchandises?
    malas? falsificaç\w+ imitaç\w+ garrafas?
"""
"""Before a brand."""

THINGS = r"""
    vessels? ship m/v mv ss tug yacht ferry brands? marks? marked marque operation project port
    street
    model label
    navires? bateau cargo marques? marquée?s? opération projet port rue
    buques? barcos? marcas? operación proyecto puerto calle
    navios? operação projeto porto rua
    суд(?:но|на|ну|ном|не|ов|ам) теплоход\w{0,2} марк\w{1,3} операци\w{1,3} порт\w{0,2}
    проект\w{0,2} сел[оаеу] пос[её]л\w{1,3} деревн\w{1,2} станиц\w{1,2} хутор\w{0,2} аул\w{0,2}
    остров\w{0,3} аэропорт\w{0,2} госпитал\w{1,2} больниц\w{1,2} остановк\w{1,2} станци\w{1,3}
    шоссе проспект\w{0,2} бульвар\w{0,2} переул\w{2,3} микрорайон\w{0,2} мыс\w{0,2} озер\w{1,2}
    рек[аиеу] отел\w{1,2} гостиниц\w{1,2} клуб\w{0,2} кафе ресторан\w{0,2} стадион\w{0,2}
    улиц\w{1,2} водопад\w{0,2} ущель\w{1,2} театр\w{0,2} хребт\w{1,2} пролив\w{0,2} залив\w{0,2}
    штат\w{0,2} провинци\w{1,2}
    команд\w{1,2} группировк\w{1,2} газет\w{1,2} издани\w{1,2} агентств\w{1,2} компани\w{1,2}
    colonias? barrios? bairros? munic[ií]pios? delegación delegação ranchos? calles? ruas?
    avenidas?
    programas? camionetas? vehículos? veículos? autos? carros? coches? voitures? véhicules? camión
    modelos? torcidas?(?:_organizadas?)? gangs? bandas? igrejas? iglesias? église escuelas?
    escolas?
    école samba comunidad comunidade comarcas? denominad[oa]s? operativos? revistas? periódicos?
    diarios? jornal presídios? penal cárcel hospital(?:es)? hôpital estadios? estádios? stade
    cerrada
    privada fraccionamiento ejido poblado localidad localidade ciudad cidades? ville village cité
    quartier commune région district restaurante?s? magasin bar hoteles? hotel hôtel clube?s?
    parques?
    parc jardim jardín mercados? discoteca equipos? équipe société sociedad sociedade groupe grupo
    grupos système logiciel application site canal barco lancha buque embarcación navio pueblo
    aldea vila villa sector setor distrito provincia província département condado condomínio
    carretera rodovia autopista estación estação station estado état aeropuerto aeroporto aéroport
    maternidade maternidad maternité blocos? colunas? columnas? secte seita secta milicia milícia
    milice
    volcan volcán vulcão universidad universidade université colegio colégio collège lycée liceo
    presa puente ponte pont
    presse prisión prisão prison penitenciaría penitenciária
    towns? villages? provinces? districts? count(?:y|ies) suburbs? neighbou?rhoods? brand
    кроссов\w+ сум(?:ки|ок) часы обув\w+ одежд\w+ духи парфюм\w* куртк\w+ футболк\w+ телефон\w*
    сигарет\w* виски игруш\w+ косметик\w+ бренд\w{0,2} reservas? reserves? réserve santuario
    refugio
"""

STREET_TITLES = r"""
    general gral\.? coronel capitán capitão profes+or jornalista presidente doctor doutor padre
    almirante
    marechal maréchal governador gobernador senador deputado engenheiro ingeniero desembargador
"""
"""Between a street and whom it is named after."""

PLACES_BEHIND = r"""
    области район\w{0,2} края округа республики железной городского сельского поселения шоссе
    улиц\w{1,2} проспект\w{0,2}
"""
"""Behind a name: it is a place in this district."""

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
    trust fund society foundation institute association council commission company corporation
    magazine yard street guards transportation ranch hills medical clinic courthouse
    vara comando penal circuito toma primer primeiro primero tercero
    group times news daily herald guard navy army force forces squad patrol fisheries wildlife
    parks park forest forests environment crown prosecution attorney investigation drug drugs
    enforcement administration interpol europol eurojust frontex cites traffic zoo farm hotel
    hospital school church airlines air airways cargo shipping lines express board crime bay lake
    river valley beach coast hill hills grove garden square station highway junction village town
    act law reserve sanctuary ocean sea gulf museum red cross nations embassy parliament senate
    congress party games cup league club newspaper radio television agence reuters afp
    procuraduría sistema seguridad pública secretaria policía roja cártel cartel nacional
    nuevo nueva instituto centro hospital universidad colonia barrio municipio cámara tribunal
    juzgado suprema corte ejército armada guardia estatal ministerial preventivo
    reclusorio agencia servicio consejo partido liga copa río golfo cerro avenida
    operación operação agência centro triagem triage rua praça supremo tribunal justiça
    ministério conselho instituto banco brasil lava jato
    retail federation insider friday works motorsport rover stanley airlines media college
    université universidad universidade
    amnistía amnesty internacional kingdom
    holding
    holdings partners solutions systems technologies energy motors foods analytics analytica
    capital
    industries enterprises logistics trading international pharma bancorp telecom stores
    records studios pictures entertainment networks labs
    полиция полиции прокуратура прокуратуры власти мэрия мэрии администрация администрации
    следователи
    музей музея музее университет университета университете институт института организация
    организации конституция конституции
    правление правления управление управления восток востока запада юга
    севера наций объединенных объединённых госдума госдумы госдуме совфед совфеда новгород
    новгорода
    закон общество выставка театр парк стадион клуб
    хайвей дед деда lei ley loi decreto medida artigo artículo article
    eleitoral jornal ambiente executivo digital
    иисус иисуса земли земля
    heights gardens anchorage strait straits drive avenue slavery anchorages pradesh nadu
    division división divisão plataforma forense sindicato comissão comisión juizado comitê comité
    policiais policiales policías oficiales banque civil casa procuradoria promotoria defensoria
    união advocacia
    constitution cour assises parquet gendarmerie coupe ligue parti assemblée sénat agence
    conseil comité mairie île îles mer océan golfe
    закон закона законом дело дела делу деле республика республики республике святителя спасителя
    роуд стрит авеню площадь площади улица улицы ньюз таймс пост храма собора области района
    суд суда королевства королевство штат штата конгресс конгресса северная северной южная
    банк банка федерации союз совет партия
    corpo bombeiros ibama anvisa prefeitura governo assembleia senado plenário faculdade escola
    aeroporto rodovia estádio parque cidade jardim zona grande metropolitana região delegacia
    superintendência secretaria defesa saúde fazenda investigações departamento
    gobierno congreso cámara juzgados fuerza armadas zona metropolitana región estado plaza
    ejido fraccionamiento parque carretera dirección delitos defensa unidad especial
    quartier région pays côte porte place brigade direction unité procureur
    américa amérique sul norte sur este oeste leste ouest sud nord occidental oriental
    city state douane douanes ministère direction bureau aéroport préfecture république
    secrétariat brlr aduana aduanas ministerio dirección puerto aeropuerto oficina república
    secretaría fiscalía alfândega ministério direção porto aeroporto receita federal polícia
    таможня таможни таможне таможню служба службы министерство управление федеральная рило руос
    республика область порт аэропорт секретариат hong kong asia pacific europe africa
    america
""")

PREPOSITIONS = """
    of in at from to near for with by and or the on into
    de du des à au aux en dans le la les et
    del el los las y a con por para
    da do das dos e em no na nos nas o os as
    в на из с по о от для у к и под при
"""
"""Before a place or a body, where a name would follow a role at once."""

LEADING = plain_words("""
    realiza rechaza llega llegan presenta afirma promueve ofrece inicia evalúa asegura aseguran
    promete
    pide exige anuncia denuncia aprueba investiga detiene detienen captura capturan decomisa
    decomisan
    incauta incautan condena condenan acusa acusan arresta arrestan confirma niega muere matan
    actualmente
    morre prende apreende
    caso cas affaire asunto esta este
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
    police officer customs national nationals citizen man woman mr mrs ms called met told
    armenian azerbaijani bahraini barbadian bahamian beninese bosnian burkinabe burundian comorian
    croatian
    cypriot estonian fijian guyanese icelandic kosovan macedonian maltese montenegrin nicaraguan
    papuan
    paraguayan salvadoran samoan seychellois slovenian surinamese tongan trinidadian
    contra contre avec sans sin sem depuis pour durante lors mientras quando cuando quand
    irishman irishwoman englishman frenchman dutchman welshman scotsman
    le la les un une des el los las una o os as um uma dos das em en no na nos nas au aux dans
    deux trois quatre cinq six sept huit neuf dix dos tres cuatro cinco seis siete ocho nueve
    diez dois três sete oito nove dez dezenas plusieurs varios vários
    con com por para é es est selon según segundo
    житель жителя жители жительница жительницы депутат депутаты председатель председателя министр
    он она они это этот как что
    в на из за по о об от до для при под над с со у к ко во и а но после перед через против между
""")
"""Before a name, with a capital at the start of a sentence or always: no part of it."""

PLACES = plain_words("""
    mother holy great golden royal grand greater upper lower central separatist black white blue
    ever
    maersk msc
    día dia virgen virgem nossa nuestra foro fórum forum serie série medias reforma plan plano
    câmara
    tráfico via finca prensa bodegas comisario windows mato movimiento movimento école ecole
    asuntos
    película grandes clásico petróleos taller espaço espacio bolsa fotos contas cuentas sudeste
    noroeste
    nordeste sureste suroeste noreste federais escuela hermandad hermanos autoridades
    san santa santo são sao buenos saint sainte st fort mount cape lake ciudad villa vila puerto
    porto monte cabo baía bahía costa nova nueva novo rio río bom boa belo ponta campo campos
    alto alta pedra pedras piedra piedras belo minas est ilha isla île serra sierra vale
    valle baja cruz mercado al
    jornada juez médico elementos fuentes expediente cuerpo colectivo funciones gestión liberación
    batallón batalhão mandados mandado busca presídio companhia revista editora gráfica ementa
    acórdão habeas corpus recurso código codigo agravo embargos marcha organizações crimes licença
    controle cárceles templarios caballeros vice forças fuerzas procès colinas atención distrito
    força
    нижний верхний новый старый
""")
"""The first word of a town or a body, where a person has a first name."""

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
    بي سي إقليم عاصمة جماعي سابقة ضحية محاولة جماعات متشددة مرشحا جلسة
    خطير سلفي تكفيري إرهابي متورط متورطة مقيم مودعا مفتش مسؤول رفيع رجل دين رسميا حاليا دوليا
    نهائيا غيابيا يوميا محليا سابقا السابق الحالي الأسبق
    أكثر عيان شاهد بحق
    آخر أخرى أمام أثناء إنها إنه أنها أنه به بها إعلان جرى ضغط الهجرة المشهد تسليمه نشطاء أمن
    إن أن بأن لأن كان كانت قد لم لن لا ما هو هي أعلن أعلنت أكد أكدت قال قالت بتهمة بتهم بعدما خلال
    وزارة حكومة محكمة المحكمة شرطة النيابة قضية جريمة عملية القضاء قوات الأمن حركة حزب منظمة لجنة
    مجلس جهاز اتفاقية التحقيق التحقيقات تحقيق سجن السجن الحكومة المتحدة الأمم الإسرائيلي
    السلطات الاحتلال جيش الجيش القوات شخص أشخاص رجل امرأة شاب طفل أطفال سنوات أيام بلاده بلادها
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
    летн\w{1,3} лет года?
    عام\w{0,2} سنة
"""
"""Behind the number that is a person's age."""

AGED = r"""
    aged?_ who_is_ currently_
    âgée?s?_de_ qui_a_ de_
    con_ com_
"""
"""Before it."""

OFFICES = r"""
    grand(?:mother|father|son|daughter|parents)s? uncles? aunts? cousins? nephews? nieces?
    siblings?
    step(?:mother|father|son|daughter)s? fianc[ée]e? widow(?:er)? teenagers? schoolboy schoolgirl
    bloggers? designers? hostages? mediators? advis[eo]rs? consultants? nurses? teachers? authors?
    artists?
    comedian footballers? bankers? accountants? engineers? mechanics? landlord pensioners?
    gunm[ae]n
    inmates? prisoners? confidant candidates? ex-employee promoters? surgeons? pharmacists?
    nationals?
    candidats? candidates? otages? médecins? infirmi(?:er|ère)s? retraitée?s? détenue?s? pompiers?
    candidat[oa]s? concejal(?:es)? regidor(?:a|es)? ediles? comisionad[oa]s? rehenes? médic[oa]s?
    enfermer[oa]s? profesor(?:a|es)? pastor(?:es)? sacerdotes? reos?
    ex(?:gobernador|fiscal|senador)(?:a|es)?
    conselheir[oa]s? reféns? enfermeir[oa]s? professor(?:a|es)? padres? pastor(?:a|es)?
    detent[oa]s?
    lord photographers? creators? legend sons-in-law fondat(?:eur|rice)s? photographes? légende
    habitante?s?
    fotógraf[oa]s? reporter[oa]s? fundador(?:a|es)? cuñad[oa]s? ex(?:alcalde|ministro)
    relator(?:a|es)? impetrantes? pacientes? agravantes? réu ministros? ministras? auxiliar(?:es)?
    основател\w{1,3} создател\w{1,3} директор\w{0,3} тренер\w{0,3} актрис\w{1,2} писател\w{1,3}
    (?-i:[a-zéè]{3,}(?:ien|ienne|aise|aine|oise|cain))
    (?-i:[a-zñ]{3,}(?:ano|ana|eño|eña|ense|eira))
    (?:vice-?|ex-|co-|former_)?presidents? chair(?:man|woman|person) chiefs? chief_executive CEO
    commissioners? superintendents? sergeants? lieutenants? colonels? generals? brigadiers?
    admirals?
    commanders? captains? corporals? majors? constables? rangers? wardens? agents? inspectors?
    spokes(?:man|woman|person) ministers? secretary governors? senators? mayors? judges? justices?
    magistrates? prosecutors? attorneys? lawyers? counsel solicitors? barristers? directors?
    managers? head founders? researchers? professors? doctors? scientists? biologists? experts?
    journalists? reporters? activists? conservationists? ambassadors? detectives? investigators?
    coroners? chancellors? analysts? coordinators? singers? actors? actress players? rappers?
    smugglers? traffickers? poachers? dealers? traders? business(?:man|woman|men) kingpins?
    ringleaders? masterminds? leaders? accomplices? associates? victims? (?:co-)?defendants?
    fugitives?
    convicts? residents? farmers? fisher(?:man|men) students? fathers? mothers? sons? daughters?
    wife husband brothers? sisters? siblings? partners? friends? boyfriend girlfriend neighbou?rs?
    crew(?:man|men) skippers? pilots? owners? drivers? deputy trustees? employees? clients?
    members?
    (?:vice-|ex-)?présidente?s? porte-parole (?:ex-)?ministres? procureure?s? juges? avocate?s?
    commissaires? commandante?s? capitaines? colonels? général lieutenants?(?:-colonels?)? maires?
    préf(?:et|ète)s? sénateurs? sénatrices? députée?s? cheffe?s? journalistes? chercheure?s?
    trafiquante?s?
    suspecte?s? accusée?s? prévenue?s? victimes? frères? sœurs? père mère fils filles? épouse mari
    compagne compagnon docteure?s? professeure?s? substitute?s? gendarmes? militante?s? activistes?
    footballeurs? rappeurs? chanteu(?:r|se)s? acteurs? actrices? polémistes? essayistes?
    lanceurs?_d'alerte patrons? directeurs? directrices?
    (?:vice|ex)?-?president[ea]s? voceros? vocera portavoz ministr[oa]s? fiscal(?:es)? juez jueces
    jueza
    abogad[oa]s? comisari[oa]s? comandantes? capitán coronel general(?:es)? tenientes?
    alcalde(?:sa)?s?
    gobernador(?:es|a)? senador(?:es|a)? diputad[oa]s? jef[ea]s? líder(?:es)? cabecillas? capos?
    narcotraficantes? empresari[oa]s? periodistas? imputad[oa]s? acusad[oa]s? sospechos[oa]s?
    víctimas? herman[oa]s? padre madre hij[oa]s? espos[oa]s? secretari[oa]s? procurador(?:a|es)?
    homicidas?(?:_confesos)? titular estudiantes? integrantes? actor(?:es)? actriz cantantes?
    director(?:a|es)?
    mandatario operador(?:a|es)? funcionari[oa]s? agentes? detenid[oa]s?
    (?:vice|ex)-?(?:president[ea]|ministr[oa]|diputad[oa]|deputad[oa]|governador|diretor|director)s?
    porta-voz juiz juíz[ae]s? promotor(?:a|es)? procurador(?:a|es)? advogad[oa]s? delegad[oa]s?
    capitão tenentes?
    prefeit[oa]s? governador(?:a|es)? deputad[oa]s? vereador(?:a|es)? chefes? traficantes?
    empresári[oa]s? jornalistas? suspeit[oa]s? réus? ré vítimas? irmãos? irmãs? pai mãe filh[oa]s?
    mulher marido secretári[oa]s? (?:sub)?secretári[oa]s? desembargador(?:a|es)? relator(?:a|es)?
    pilotos?
    copilotos? senador(?:a|es)? doleir[oa]s? dono donos empreiteir[oa]s? executiv[oa]s? presos?
    sargento soldado
    (?:вице-|экс-)?президент\w{0,3} министр\w{0,3} (?:ген)?прокурор\w{0,3} судь\w{1,3}
    адвокат\w{0,3}
    генерал\w{0,3} (?:под)?полковник\w{0,3} майор\w{0,3} капитан\w{0,3} принц\w{0,3} врач\w{0,3}
    доктор\w{0,3}
    глав\w{1,3} депутат\w{0,3} губернатор\w{0,3} мэр\w{0,3} начальник\w{0,3} активист\w{0,3}
    руководител\w{1,3} председател\w{1,3} заместител\w{1,3} представител\w{1,3}
    подозреваем\w{2,3} обвиняем\w{2,3} осужд[её]нн\w{2,3} экс-\w{3,12} сенатор\w{0,3}
    бизнесмен\w{0,3} предпринимател\w{1,3} журналист\w{0,4} жител\w{1,3} имам\w{0,2} актёр\w{0,3}
    сын\w{0,3} брат\w{0,3} жен\w{1,2} отец преступник\w{0,3} гражданин\w{0,3} гражданк\w{1,2}
    певиц\w{1,2}
"""
"""What a person does or is: the name stands right behind it, or before it and a comma."""

DONE = r"""
    (?:sentenced|accused|wanted|convicted|suspected|charged|identified)(?=_)
    (?:condamnée?|accusée?|soupçonnée?|poursuivie?)(?=_)
    (?:condenad|acusad|assassinad|asesinad|sentenciad|presunt|suspeit|pres|detid|investigad)[oa](?=_)
    (?:was|were|is|are|been|being|be|got)_(?:\w{3,12}ly_|also_|later_)?(?:arrested|charged|sentenced|convicted|jailed|indicted|detained|apprehended|remanded|found_guilty|fined|extradited|caught|accused|bailed|killed|shot|held|wanted|nabbed|intercepted|acquitted|imprisoned|stopped|born|taken_into)
    (?:has|have|had)_been_(?:\w{4,12}ly_)?(?:arrested|charged|sentenced|convicted|jailed|indicted|detained|remanded|found_guilty|accused|extradited)
    pleaded pled confessed testified admitted denied fled tried_to attempted
    appeared_(?:in|before|at) appears? faces? told said says added explained stated noted argued
    claimed warned commented pointed_out
    (?:a|ont|avait|avaient)_(?:déclaré|affirmé|expliqué|indiqué|précisé|ajouté|reconnu|avoué|nié|été_(?:arrêtée?s?|condamnée?s?|interpellée?s?|placée?s?|mise?s?_en|écrouée?s?|inculpée?s?|jugée?s?|tuée?s?))
    est_(?:condamnée?|arrêtée?|interpellée?|jugée?|accusée?|soupçonnée?|mise?_en|poursuivie?|née?|décédée?)
    fue(?:ron)?_(?:detenid|arrestad|condenad|capturad|acusad|sentenciad|imputad|asesinad|hallad|trasladad|aprehendid)\w{1,2}
    dijo declaró afirmó señaló explicó aseguró indicó manifestó informó reconoció confesó agregó
    foi_(?:pres|detid|condenad|acusad|denunciad|encontrad|assassinad|mort|balead|autuad|indiciad)\w{1,2}
    disse afirmou declarou explicou contou informou confessou relatou admitiu ressaltou destacou
    заявил\w? сказал\w? сообщил\w? пояснил\w? отметил\w? признал\w{0,3} добавил\w? рассказал\w?
    (?:был\w?_)?(?:задержан|арестован|осужд[её]н|приговор[её]н|обвиня\w{2,4}|признан)\w{0,2}
"""
"""Behind a name: only a person is arrested, pleads or speaks."""


ARABIC_OFFICES = """
    المدير المديرة السفير السفيرة رجل_الأعمال رجل_الاعمال محامي_الدفاع المستشار الناطق_الرسمي
    مراسلنا مراسلتنا الأمين قاضي قاضية الجاسوس الجاسوسة العميل سلفه سلفها خلفه المخترع السائحة
    السائح التاجر الطبيب الطبيبة
    حاكمة القبض_على الزعيم القيادي الفقيد الفقيدة الطالبين الجندي
    المحامي المحامية القاضي القاضية الناشط الناشطة الطالب الطالبة الشاب الشابة الأسير الأسيرة
    الشهيد الشهيدة المعتقل المعتقلة المعتقلين المعتقلان المتهم المتهمة المتهمان المتهمين الرئيس
    الوزراء الوزير الوزيرة وزير وزيرة رئيس رئيسة حاكم حاكمة الصحفي الصحفية الصحافي الصحافية
    الإعلامي الإعلامية الكاتب الكاتبة الشاعر الشاعرة الدبلوماسي الأكاديمي الأكاديمية الفنان
    الفنانة المتحدث المتحدثة الناطق الناطقة العميد اللواء المقدم الملازم الضابط الجنرال القائد
    المدعي المحقق المحققة المواطن المواطنة الضحية القتيل القتيلة الراحل الراحلة المغدور
    المغدورة المدعوان ابنها ابنه ابنته زوجها زوجته والده والدته شقيقه شقيقها شقيق شقيقة نجل
    زوج زوجة قاتل قتلة المشتبه المطلوب السجين السجينة الموقوف الموقوفة الأمير الملك النائب النائبة
    السيناتور
    المرشح حكومة الخبير الخبيرة الباحث الباحثة الدكتور الأستاذ الممثل الممثلة اللاعب المنسق
    مقتل قتل اغتيال اعتقال محاكمة لوفاة وفاة توقيف وهما وهم وهو هوية المدعو
"""

ARABIC_BODIES = """
    باسم هيئة شرطة وكالة منظمة جمعية بلدية حزب اتحاد نقابة لجنة مجلس مكتب جهاز إدارة فرقة وحدة
    كتلة شركة
    بنك قسم معهد جامعة مستشفى ولاية حكومة جيش
"""
"""Of these a function is: the head of the fire brigade in this town, Wael Zanbaqi."""

ARABIC_HELD = """
    الموقوف الموقوفة المولود المولودة المعتقل المعتقلة المدان المدانة المتهم المتهمة المقيم المقيمة
    المطلوب المطلوبة
"""

ARABIC_OF_PERSONS = """
    عبر عبرت عبّر عبّرت أشار أشارت بين بينت اعتبر اعتبرت ذكر أفاد أضاف أوضح كشف ذكرت أفادت أضافت
    أوضحت
    على عن ضد مع حق بحق اعتقال اعتقلت توقيف محاكمة إدانة قال قالت أكد أكدت صرح دعا أعلن اتهم
"""

ARABIC_APPOSED = """
    الناشط الناشطة مراسلنا حاكم حاكمة محافظ قاضي قاضية القاضي القاضية المتحدث قائدة محام محامي
    محامية ناشط ناشطة
    زعيمة الزعيمة مرشحة كبير الوزيرة وزيرة الطالبين المتهمين المتهمان الناطقة المتحدثة موظف موظفة
    مستشاره مستشارته
    قائد القائد
    القيادي زعيم الزعيم المرشح قيادي مسؤول المسؤول صاحب
    المدير مدير رئيس الرئيس السفير وكيل الناطق المتحدث المحامي القاضي النائب الوزير وزير عضو كاتب
    الكاتب مستشار المستشار نقيب أمين
"""
"""Before what a person is of, a comma and the name."""

ARABIC_SAID = """
    قال قالت وقال وقالت صرح صرحت أكد أكدت وأكد أوضح وأوضح أضاف وأضاف أفاد أفادت اعتبر كشف ذكر
"""

ARABIC_ADJECTIVES = r"""
    سعودي مصري تونسي جزائري مغربي ليبي سوري لبناني عراقي أردني فلسطيني إسرائيلي إيراني تركي روسي
    صيني
    هندي أميركي أمريكي بريطاني فرنسي ألماني إيطالي إسباني أفريقي أوروبي آسيوي أجنبي عربي يمني
    سوداني
    فلبيني إندونيسي بنغالي سريلانكي إثيوبي كيني صومالي شيشاني كندي أسترالي هولندي بلجيكي سويدي
    نرويجي
    دنماركي بولندي أوكراني يوناني برتغالي سويسري نمساوي مجري باكستاني أفغاني نيجيري ياباني كوري
    مكسيكي كولومبي برازيلي قضائي أمني حكومي عسكري دبلوماسي سياسي
    طبي محلي رسمي ديواني جمركي إرهابي سلفي تكفيري متطرف خطير مسلح مجهول
"""
"""What a person is: with an ending or without, no part of a name."""

ARABIC_VERBS = """
    أنكرت أدلت قامت جرت أذن أمر ارتأى ظل ملقى فكرة قانون انطلاق أصيل عنصرين شرق غرب شمال جنوب شغل
    حق خدمة
    منظم منفذ مغتصب مختلف أجهزة عيد بلدية معتمدية قاض مختل بهجوم بطعنة باعلام بمدينة عشية منحرف جود
    باستئنافية منددين فى سيدي بطاقات أقدس مكافحة أصدرت أوقفت أدانت أقامت أبلغت أطلقت شرطيان شقيقين
    خادمة بجرم دراجة رأس
    حضور قصور شاحنة حاوية حديقة ملحمة مدينة دار جميع إحالة فورا داخل خارج مخمور تلميذ تلميذا دبي
    عوقب
    انتقد مده نائب
    مصدر مصادر طالب طالبة قنصل سفير حوالى حوالي ذات ذو عزم رؤية غامضة نجل مسؤولون مسؤولين محتج جندي
    ضابط وفد
    عنصر عناصر مجرم فتاة إمرأة امرأة رجل شاب شابة شبان تونسي تونسية ليبي ليبية ليبيين جزائري سوري
    مصري عراقي لبناني سوداني إيراني مازال إمام بقية جمعية فرقة مساء صباح ظهر ليلة كتبا ضده باسم طفل
    سائق عون أعوان موظف مسؤول مهرب مهربين مروج مروجي تاجر تاجرين إرهابي إرهابيين متشدد قيادي
    نفر أنفار عملية كمية شاحنة سيارة سيارتين
    قال قالت أعلن أعلنت أكد أكدت في من إلى على عن مع إن أن التي الذي كان كانت قد لم لن لا ما هو هي
    هذا هذه ذلك تلك بعد قبل بين عند حتى خلال منذ كما كل بعض غير أي أو ثم تم يتم جرى بعدما عندما
    حيث لكن رئيس وزير وزارة دولة حكومة مدينة ولاية قضية محكمة شرطة جريمة عملية بتهمة بسبب خارج
    داخل ضد نحو حول لدى عبر دون أمام وراء تحت فوق أمس اليوم يوم عام سنة شهر أحد إحدى عدد مجموعة
    حركة حزب قوات منظمة هيئة لجنة مجلس جهاز نظام شركة مؤسسة جامعة مركز منطقة بلدة قرية محافظة
    يقول تقول يعلن يؤكد يطالب تطالب يواجه تواجه يكشف تكشف تعرض تعرضت حكم صدر سجن أطلق اعتقل
    قتل قضى حاول شارك اعترف نفى رفض طلب دعا ظهر وصل عاد بدأ أصبح ليس ليست سابق سابقة جديد جديدة
    شقيق مراسل مراسلة صحفي صحفية ضابط شرطي حقوق قاتل آنذاك حاكم نفس إذن مستشفى
    مصريين هاكر بمساعدة مكالمة رسائل شخصين رجلين شابين عصابة شبكة تشكيل أفراد عناصر
    آخر أخرى أثناء صاحب صاحبة مشتبه حارس بيان عالم بريطاني ألماني أميركي فرنسي إسباني مغربي مواطن
    لمواطن عشرة نشطاء أوراق تنفيذي كاتب بأنه بأن أنه أنها إنه إنها به بها وزيرة عضو ممثل ناشط محام
    تنفيذية آخرون آخرين متهم متهمة متهمين قتلة بالقيام ببراءتهما لدي الى
    إسرائيل أميركا فلسطين سوريا لبنان العراق مصر إيران تركيا روسيا المغرب بالقتل بتهم بارتكاب
"""
"""No first name: verbs, small words, and what is no person."""


ACTS = r"""
    a(?=_(?:été_|\w{3,12}ment_|aussi_|d'abord_|toujours_)?\w+(?:é|i|u|is|it|rt)(?!\w)) a_fait
    (?:avait|aurait|ont|auraient)(?=_) est(?=_) était(?=_) sera(?=_) serait(?=_) fera(?=_)
    doit(?=_)
    n'(?:a|est|avait) s'(?:est|était) se(?=_) ne(?=_) nie(?=_) qui(?=_) déclare affirme comparaît
    encourt risque dirigeait?
    ha(?=_\w+[dts]o) había habría fue(?=_) es(?=_) era(?=_) será(?=_) tiene(?=_) debe(?=_)
    puede(?=_)
    irá(?=_) le(?=_) quien(?=_) que(?=_) fueron(?=_) foi(?=_) foram(?=_) é(?=_) seria(?=_)
    teria(?=_) tem(?=_) tinha(?=_) deve(?=_) vai(?=_) não(?=_) nega diz dice niega pide pede
    quer(?=_) responde enfrenta comanda [a-zà-ÿ]{2,}(?:ou|eu|iu|ó|aron|ieron|aram|eram|iram)
"""
"""Behind a name that does something or is acted on."""

OF_PLACES_BEHIND = r"""
    en em in dans à au na no nas nos où donde onde distante cidade ciudad ville municipio município
    estado capital zona bairro barrio colonia y e et de del da do près cerca perto al sur norte
"""
"""Behind a place and a comma."""

OF_NO_PERSONS = r"""
    filia\w+ sucursal\w* succursale analist\w+ analyst\w+ batizad[oa]s? bautizad[oa]s?
    denominad[oa]s? llamad[oa]s? chamad[oa]s? assises municip\w+
    civi[sl]\w*
    militar\w* federa\w+ estadua\w+ estatal\w* provincia\w* naciona\w+ regiona\w+ loca\w+ polic\w+
    (?:ex)?alcald\w+ maires? prefeit\w+ intendentes? (?:ex)?gobernador\w* governador\w*
    gouverneurs?
    obispo bispo évêque ju[ei][zc]\w* juges? fiscal\w* procurador\w* procureurs? jef[ea]s? chefes?
    chefs?
    comandantes? commandant president[ea]s? présidente?s? minist\w+ director\w* diretor\w*
    directeurs?
    secretari\w+ secretári\w+ secrétaires? delegad\w+ préfets? préfète conce\w+ concej\w+
    diputad\w+
    deputad\w+ députée?s? senador\w* sénateurs? cónsul embajador\w* embaixador\w* ambassadeurs?
    fundador\w* fondateurs? dueñ\w+ donos? propriétaires? propietari\w+ gerentes? estudiantes?
    estudantes? étudiants? jugador\w* jogador\w* joueurs? trabajador\w* trabalhador\w* empleados?
    empregados? employés? funcionari\w+ funcionári\w+ residentes? ciudadan\w+ cidad\w+ citoyens?
    natura\w+ oriund\w+ originari\w+ originaires? habitantes? habitants? vecin[oa]s? moradore?s?
    procedentes? provenant norte nord este leste oeste ouest occident\w+ orient\w+ sureste suroeste
    noreste noroeste nordeste sudeste centro centre capital capitale zonas? área costa côte museo
    musée
    museu tribuna\w+ audiencia juzgado juzgados juízo fiscalía universi\w+ lejos cerca perto près
    dentro
    fuera fora além antes depois después après partir través meio medio torno playas? praias? plage
    islas? ilhas? îles? puertos? portos? ports? bahía baía baie fronter\w+ frontière paso serra
    sierra
    montañas? montagne feria feira fête festival batalla batalha bataille río rio fleuve lago lac
    valle
    vale vallée selva forêt cordillera carretera estrada route calles? ruas? plaza praça place
    avenida
    barrio bairro diócesis arquidiócesis diocese iglesia igreja templo santuario virgen festa
    fiesta
    acuerdo acordo accord tratado traité conferencia conferência conférence cumbre cúpula sommet
    convenio convênio protocolo declaración declaração déclaration sede siège sitio site periódico
    jornal journal diario diário revista revue agencia agência agence banco banque empresas?
    entreprise
    compañía companhia société grupos? groupes? equipo équipe time club clube partido parti marca
    marque carros? coche voiture modelo modèle camiones caminhões botellas? garrafas? bouteilles?
    cajas?
    caixas? boîtes? tipo type cartons? cajetillas? maços? paquets? kilos? quilos? grammes? gramos?
    miles milhares milliers millones milhões millions docenas? cientos centenas centaines
    ven[ií]\w+ vin\w+ vien\w+ sal\w+ sai\w+ part\w+ proced\w+ proven\w+ lleg\w+ cheg\w+ arriv\w+
    sorti\w* zarp\w+ volv\w+ regres\w+ entrepôt almacén depósito armazém bodega hangar
    escuela escola école hospital hôpital prisión prisão prison cárcel centrale cadeia penal
    penitenciar\w+ aeropuerto aeroporto aéroport estación estação gare parque parc estadio estádio
    stade
    copa coupe liga ligue campeonato championnat torneo tournoi cartel cártel banda bande
    producción produção production importación importação importation exportación exportação
    exportation
    fabricación fabricação fabrication imitación imitação copias? cópias? falsificacion\w+
    réplicas?
"""
"""Of these "de" names a place, a body or goods; of other nouns a person, in two capitals."""

AGENTS = """
    por par pelo contra contre con com avec según segundo selon
"""
OPENS_CLAUSE = """
    que quand cuando quando y e et mas pero mais donde onde où si como comme porque car mientras
    enquanto dont
"""
ARTICLES = """
    la le el o a os as los las les un une una uno um uma al l' ce cette su sua seu son sa ses este
    esta essa esse aquel aquela cet ces leur en em in à au aux no na nos nas desde hasta até vers
    sur
    depuis dès via hacia rumo durante durant lors sobre sous entre para pour sin sem sans ao aos
    às pela pelas pelos como
"""
"""Behind these a body, a place or a thing stands."""

MOVES = """
    iba iban van destinado destinada destinados destinadas dirigido dirigida dirigidos dirigidas
    enviado
    enviada enviados enviadas exportado exportados llegó llegaron viajó viajaron trasladó
    trasladaron trasladado trasladados huyó huyeron regresó
    regresaron volvió volvieron fue fueron llevó llevaron entró entraron envió enviaron dirigía
    rumbo camino frente cerca junto debido gracias respecto vuelo viaje carretera hacia acceso
    llegar viajar ir extraditado extraditada relacionado conforme
"""

NOUN_ENDINGS = r"""
    ções ção ciones ción tions? sions? dades dad mentos? mientos? ismos? ências? ísticas? logias?
    logías?
"""
NOT_NOUNS = "conceição assunção encarnação concepción asunción encarnación consolación"
"""Given names that end like nouns."""

NO_VERBS = r"""
    de du des da do dos das del d'\w* d' en em in à au aux a ao à no na nos nas y e et ou o u con
    com
    avec par por pour para sur sobre sous entre desde hasta até vers contra contre sin sem sans el
    la
    le los las les os as un une una um uma al que and of or
"""

AUXILIARIES = "was is will has had would could did also were are"
DONE_TO_THINGS = r"""
    (?:been_|also_|later_)?(?:boarded|approached|attacked|hijacked|anchored|berthed|moored|underway|robbed|chased|sunk|seized|detained|inspected|searched|refloated|towed|loaded|unloaded|owned|registered|flagged|carrying|bound|heading|sailing|opened|founded|closed|declared|made|produced|sold|imported|exported|shipped|launched|located|based|published|found|fired|used|held_in)
    (?:an?_)(?:\w+_)?(?:vessel|ship|tanker|carrier|company|firm|brand|town|city|village|port|county|body|group|drug)
    en_route known part the not_a
"""
"""Behind the verb: a ship, a brand or a town is meant."""
