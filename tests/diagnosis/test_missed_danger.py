"""Causes of missed danger: each in wordings of its own, and everyday sentences that share their words."""

import pytest

from tests.diagnosis.test_context import conclusion

URGENT = ("U0", "U1")


@pytest.mark.parametrize(
    "text",
    [
        "Et s'il passe à l'acte ? Hier soir il a écrit qu'il va me tuer.",
        "واش يلا جا للخدمة؟ صيفط ليا تصاور ديال الجناوا",
        "wach ila kan ghir kaykhwwef? kaygol ghadi y9telni f zen9a",
        "What if he is serious? He keeps saying he will kill me.",
        "¿Y si viene esta semana? Dice que me va a matar.",
        "ماذا لو نفذ كلامه؟ كتب أنه سيقتلني أمام أولادي",
        "ma rad skrɣ iɣ d yucka? inna rad iyi inɣ",
        "J'ai vu aux infos une femme harcelée par son ex. Le mien me menace de la même façon, il va me retrouver.",
        "شفت فالتلفازة قضية بحال هادي، وحتى أنا كيهددني راجلي السابق",
        "Vi un reportaje sobre esto y a mí también me amenaza mi ex, dice que va a quemar mi casa",
        "machi tfliya hadchi, rah ghay9telni had l3am",
        "Ce n'est pas une plaisanterie, mais alors pas du tout : il va me tuer.",
        "Il était en prison pour coups. Maintenant il m'écrit qu'il va me tuer.",
        "خرج من الحبس هاد السيمانة، كيقول غادي يقتلني",
        "He was in jail for years. He told me he will kill me next.",
        "الله يرحم الوالدين عاونوني، غادي يقتلني",
        "lah yr7em lwalidin 3tqoni, baghi y9telni",
        "الله يجازيكم بخير، راه كيقول غادي يذبحني",
        "ad isrḥm rbbi i lwalidin, awsat iyi, rad iyi inɣ",
    ],
)
def test_no_phrase_of_context_hides_a_threat_in_another_clause(rules, text):
    _, urgency, flags = conclusion(rules, text)
    assert urgency in URGENT
    assert not flags & {"over", "hypothetical", "joke", "news_report"}


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Il avait menacé de me tuer. Il est en prison depuis mai.", "over"),
        ("Que faire si un jour quelqu'un me menace de mort ? Il ne s'est rien passé.", "hypothetical"),
        ("I read in the newspaper that a man was sentenced for threatening his wife. Well done.", "news_report"),
    ],
)
def test_what_is_over_or_not_real_still_says_so(rules, text, flag):
    _, urgency, flags = conclusion(rules, text)
    assert flag in flags
    assert urgency not in URGENT


@pytest.mark.parametrize(
    "text",
    [
        "Ma cousine a avalé deux plaquettes de cachets et ne répond plus",
        "Mon voisin a écrit qu'il se pendrait dans le garage",
        "My flatmate took a lot of pills and locked the bathroom",
        "My brother wrote that he would hang himself tonight",
        "Mi prima se ha tragado veinte pastillas",
        "No aguanto, voy a tirarme por la ventana",
        "صديقتي ابتلعت علبة حبوب كاملة",
        "سأرمي نفسي من العمارة",
        "ختي بلعات الكينات كاملين",
        "واحد صاحبي كيقول غادي يقتل راسو",
        "khti srtat lkinat kamlin",
        "sahbti galt ghadi t9tel rasha",
        "kaygol bli i9tel raso lila",
        "bghat tsali m3a hyatha",
        "sam7o liya kamlin, lkinat 9eddami",
        "سامحوني يا أهلي، الحبوب أمامي",
        "Perdonadme todos, ya estoy en el puente",
        "Pardon maman, je suis au bord du balcon",
        "rad nɣɣ ixf inu ɣassad",
    ],
)
def test_a_suicide_told_in_other_words_is_a_danger(rules, text):
    assert conclusion(rules, text)[:2] == ("DANGER", "U0")


@pytest.mark.parametrize(
    "text",
    [
        "Il est devant ma porte avec une machette",
        "Mon mari m'a enfermée dans la cave",
        "He is outside my door with a gun",
        "My boss locked us in and will not let us leave",
        "Está en mi puerta con un cuchillo",
        "No me dejan salir de esta casa",
        "هو أمام بابي ومعه سكين",
        "احتجزوني في شقة ولا أعرف العنوان",
        "سادين عليا فواحد البيت",
        "ما بغاوش يخليوني نرجع لدارنا",
        "راه كيضربني دابا وسط الدار",
        "saddin 3liya f wa7d dar",
        "ma bghawch ykhliwni nmchi",
        "rah kaydrebni daba, 3tqoni",
        "ⴰⵔ ⵉⵢⵉ ⵉⴽⴽⴰⵜ ⵖⵉⵍⴰⴷ, ⴰⵡⵙⴰⵜ ⵉⵢⵉ",
        "iqqn iyi ɣ tgmmi, awsat iyi",
        "Ils retiennent mon frère et demandent une rançon de 50 000 DH",
        "شادين ولد عمي و باغيين الفدية",
        "khatfin khoya o baghyin lfidya",
    ],
)
def test_a_danger_now_is_u0_whatever_the_category(rules, text):
    assert conclusion(rules, text)[1] == "U0"


def test_a_minor_who_meets_the_adult_today_is_u0_in_any_sexual_category(rules):
    text = "Il a des photos intimes de ma fille de 14 ans, il exige un rendez-vous aujourd'hui sinon il publie"
    assert conclusion(rules, text)[1] == "U0"


@pytest.mark.parametrize(
    "text",
    [
        "شخص يساومني بمقطع فيديو لي",
        "زميلي السابق يبتزني بصور",
        "3ndo tsawri o baghi 2000 dh",
        "3ndo lvidyo dyali o baghini ntla9a m3ah",
        "عندو تصاوري وكيطلب مني الفلوس",
        "كيقول غادي نشوهك بالتصاور",
        "gali nchouhek b lvid",
        "Tiene mis fotos y pide 300 euros",
        "Elle a une vidéo de moi et veut de l'argent",
        "He has my photos and wants money",
        "dars tiwlafin inu, ira iqariḍn",
    ],
)
def test_images_held_for_a_demand_are_sextortion(rules, text):
    assert conclusion(rules, text)[:2] == ("SEXT", "U1")


@pytest.mark.parametrize(
    "text",
    [
        "واحد كيدوز الناس لسبانيا فالفلوكة، 3 ديال المليون للراس",
        "wa7d f nador kaytelle3 nas l spania b flouka, 4 lmlayn l ras",
        "Il fait passer des jeunes en Espagne sur une barque, 20 000 DH par personne",
        "Lleva gente a España en lancha por 3000 euros por cabeza",
        "He takes people to Spain on a dinghy, 3000 euros a head",
        "ينقل الشباب إلى إسبانيا على قارب مقابل 40 ألف درهم للشخص",
    ],
)
def test_crossings_for_money_are_trafficking(rules, text):
    assert conclusion(rules, text)[:2] == ("TRAFF", "U1")


@pytest.mark.parametrize(
    "text",
    [
        "كيف داير مع الخدمة؟",
        "كيف يمكنني تتبع طلبي؟",
        "kif dayr, kif lwalida?",
        "اتفق المشتري والبائع على الموعد",
        "بائعو الخضر فتحوا السوق باكرا",
        "وطلبو مني نصبر شوية",
        "طلبو مني الوراق ديالي",
        "راني فالدار مع ولادي",
        "خليت السوارت فالدار",
        "غادي نمشي لسبانيا فالعطلة",
        "ghadi nmchi l spania m3a l3a2ila",
        "سامحوني على الإزعاج، عندي سؤال",
        "Elle a une vidéo de notre excursion",
        "Mon frère a pris ses médicaments ce matin",
        "He has photos of our trip",
        "3ndo tsawer zwinin dyal lb7er",
        "J'ai pris deux cachets contre la migraine et je n'arrive pas à dormir",
        "Le médecin m'a donné des comprimés à avaler le soir",
        "She took two tablets for her headache",
        "Ha tomado dos pastillas para la tos",
        "شربات الدوا ديال الحساسية وبرات",
        "chrebat dwa dyal lkho7a o brat",
        "Voyage en Espagne en bateau, 2000 DH par personne, agence agréée",
        "عرض سفر إلى إسبانيا 5000 درهم للشخص",
    ],
)
def test_everyday_words_raise_nothing(rules, text):
    category, urgency, _ = conclusion(rules, text)
    assert (category, urgency) == ("OTHER", "U3")


@pytest.mark.parametrize(
    "text",
    [
        "Il a une vidéo intime de moi, il ne veut pas d'argent mais veut que je revienne",
        "عندو فيديو ديالي و ما باغيش الفلوس، باغيني نرجع ليه",
        "3ndo tsawri, ma baghich flous, baghini nji 3ndo",
        "لديه صور حميمية لي، لا يريد مالا بل يريد أن أعود إليه",
        "He has intimate photos of me, no money asked but he wants me to come back",
        "Tiene fotos íntimas mías, no pide dinero pero quiere que vuelva con él",
    ],
)
def test_who_denies_money_but_asks_for_something_else_is_extorting(rules, text):
    assert conclusion(rules, text)[:2] == ("SEXT", "U1")


@pytest.mark.parametrize(
    "text",
    [
        "Ma fille de 12 ans est partie rejoindre un homme rencontré sur un jeu",
        "بنتي 13 عام مشات تلاقا واحد الراجل عرفاتو فاللعبة",
        "bnti 3ndha 12 3am khrjat ttla9a wa7d rajel 3erfato f lo3ba",
        "My 12-year-old son went to meet a man he met in a game",
        "ابنتي ذات الاثني عشر عاما خرجت للقاء رجل تعرفت عليه في لعبة",
    ],
)
def test_a_child_gone_to_meet_an_adult_is_in_danger_now(rules, text):
    assert conclusion(rules, text)[1] == "U0"


@pytest.mark.parametrize(
    "text",
    [
        "راجل هاز شاقور قدام المستوصف دابا، الناس هاربين",
        "wa7d haz jenwi f sou9 daba, nass harbin",
        "Un homme armé d'une hache court dans la rue en ce moment",
        "A man with a machete is running after people right now, a man armed with a machete",
    ],
)
def test_somebody_armed_now_is_a_danger(rules, text):
    assert conclusion(rules, text)[:2] == ("DANGER", "U0")


@pytest.mark.parametrize(
    "text",
    [
        "غادي ندهسك بالكاميو نهار نلقاك",
        "nfrech lik wjhek b rzwar",
        "Il m'a dit qu'il me casserait la mâchoire",
        "He wrote that I will be found in the river",
        "كيرسل ليا تصاور ديال الكفن كل ليلة",
        "dem ghadi ysil f had l9adiya, haka ktb lia",
        "عد أيامك، هكذا كتب لي",
        "Me escribió que me partirá las piernas",
    ],
)
def test_a_threat_in_another_image_is_heard(rules, text):
    assert conclusion(rules, text)[1] == "U1"


@pytest.mark.parametrize(
    "text",
    [
        "Elle publie partout que je vole. Certains soirs je me dis que mes enfants seraient mieux sans moi.",
        "خسرت كلشي فالتريدينغ و كنفكر نسالي مع هاد الحياة",
        "kay3ayroni f lqism, walit kan9ta3 f yeddi",
        "Se ríen de mí en clase y prefiero morir",
        "يسخرون مني كل يوم وأتمنى الموت",
        "They laugh at me every day, everyone would be better off without me",
    ],
)
def test_despair_beside_any_harm_is_at_least_u1(rules, text):
    assert conclusion(rules, text)[1] in URGENT


@pytest.mark.parametrize(
    "text",
    [
        "On me rackette, ils ont envoyé la photo de ma porte, c'est du chantage",
        "They blackmail me and sent a photo of my house: 2000 dirhams or they come",
        "كيبتزوني و صيفطو ليا تصويرة ديال داري، باغيين 3000 درهم",
    ],
)
def test_a_picture_of_a_house_is_no_intimate_image(rules, text):
    assert conclusion(rules, text)[0] == "EXTORT"


@pytest.mark.parametrize(
    "text",
    [
        "ما خلاوهاش ترجع و كيضربوها كل نهار",
        "ma khllawhach trje3 w kayderboha kol nhar",
        "Il ne la laisse pas sortir et la frappe en ce moment",
        "لا يتركها تخرج ويضربها الآن",
    ],
)
def test_a_negation_ends_at_the_next_statement(rules, text):
    assert conclusion(rules, text)[1] in URGENT


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("On appelle à attaquer le café de la gare ce soir à 21 h avec des sabres", "U0"),
        ("On appelle à attaquer le café de la gare samedi avec des sabres", "U1"),
        ("دعوة إلى مهاجمة مركز الشرطة الليلة بالسيوف", "U0"),
        ("دعوة إلى مهاجمة مركز الشرطة يوم الأحد بالسيوف", "U1"),
        ("kaygolo yallah nhejmo 3la l7anout had lila b syoufa", "U0"),
        ("They call people to attack the market tonight with machetes", "U0"),
    ],
)
def test_an_armed_attack_called_for_today_is_a_danger_now(rules, text, urgency):
    assert conclusion(rules, text, citizen_choice="INCITE")[:2] == ("INCITE", urgency)


@pytest.mark.parametrize(
    "text",
    [
        "ولدي عندو 8 سنين خرج مع واحد الراجل ما كنعرفوهش و ما رجعش",
        "weldi 3ndo 7 snin khrej m3a wa7d rajel o ma rje3ch",
        "Notre fils de 9 ans est parti avec un homme rencontré sur un jeu",
        "Our son, 9 years old, left with a man from the game",
        "خويا مكتف عندهم و كيعدبوه، صيفطو ليا الفيديو",
        "khoya mkettef 3ndhom o siftou lia lvideo",
        "قيدها أخوها ويعذبها في الغرفة",
    ],
)
def test_who_is_taken_along_or_bound_is_in_danger_now(rules, text):
    assert conclusion(rules, text)[1] == "U0"


def test_a_film_that_was_paid_and_never_came_is_no_blackmail(rules):
    told = "Elle a une vidéo de notre mariage, je l'ai payée 3000 DH et elle ne répond plus"
    assert conclusion(rules, told)[:2] == ("FRAUD", "U3")
