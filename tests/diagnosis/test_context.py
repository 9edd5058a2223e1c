"""Denial, news, hypotheses, jokes, what is over, what raises: cues in their context (specification, sections 7, 8)."""

import pytest

from chalicelib.domain.diagnosis.diagnose import diagnose


def conclusion(rules, text, **members):
    found = diagnose({"text": text, **members}, rules)
    return found["category"], found["urgency"], set(found["flags"])


@pytest.mark.parametrize(
    "text",
    [
        "Il ne m'a pas menacée, il m'appelle vingt fois par jour et change de numéro dès que je le bloque.",
        "ما هددنيش و ما طلب والو، غير كيصيفط ليا ميساجات كل نهار من نمر مختلفة",
        "He has never threatened me, he just will not stop: forty messages a day from new accounts",
        "No me amenazó nunca, pero me manda mensajes todos los días y cambia de número",
    ],
)
def test_a_denied_threat_is_no_threat(rules, text):
    category, urgency, flags = conclusion(rules, text)
    assert (category, urgency) == ("HARASS", "U3")
    assert "denial" in flags


def test_a_denial_followed_by_the_contrary_denies_nothing(rules):
    category, urgency, _ = conclusion(
        rules, "Au début non, il ne m'a pas menacée, hier oui : il a dit qu'il va me tuer"
    )
    assert (category, urgency) == ("THREAT", "U1")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("J'ai lu dans le journal qu'un réseau de trafic d'armes a été démantelé. Bravo à la police.", "news_report"),
        ("قرأت في جريدة خبرا عن محاكمة شخص بسبب الإرهاب. أسأل من باب المعرفة فقط.", "news_report"),
        ("Et si un jour quelqu'un me menaçait, que faire ? Il ne s'est rien passé.", "hypothetical"),
        ("واش يلا شي نهار شي حد هددني نجي عندكم؟ ما واقع والو", "hypothetical"),
        ("hhhh sa7bi gali ghadi n9tlek, kandahko ghir", "joke"),
        ("Era broma entre amigos, jaja, me escribió que me va a matar", "joke"),
    ],
)
def test_a_report_without_a_fact_of_its_own_is_other(rules, text, flag):
    category, urgency, flags = conclusion(rules, text, citizen_choice="THREAT", reporter={"role": "witness"})
    assert (category, urgency) == ("OTHER", "U3")
    assert flag in flags
    assert "citizen_choice_differs" in flags


def test_a_joke_in_doubt_is_a_danger(rules):
    text = "C'est peut-être une blague mais il écrit « je vais te tuer » et j'ai peur"
    category, urgency, flags = conclusion(rules, text)
    assert (category, urgency) == ("THREAT", "U1")
    assert "joke" not in flags


@pytest.mark.parametrize(
    "text",
    [
        "Mon amie qui avait écrit une lettre d'adieu a été retrouvée, elle est hors de danger.",
        "الطفل المفقود عثر عليه سالما وعاد إلى أسرته",
        "The boy who wanted to jump off the bridge was found safe.",
    ],
)
def test_what_is_over_is_no_longer_urgent(rules, text):
    category, urgency, flags = conclusion(rules, text, citizen_choice="DANGER")
    assert (category, urgency) == ("DANGER", "U2")
    assert "over" in flags


@pytest.mark.parametrize(
    ("text", "members", "level", "flag"),
    [
        ("toute la classe se moque de moi, j'ai 14 ans", {}, "U2", "minor"),
        ("ils se moquent de ma fille toute la classe", {"victim": {"age_band": "from_13"}}, "U2", "minor"),
        ("Il me fait chanter : 2 000 DH avant demain ou il raconte tout à ma femme", {}, "U1", "deadline"),
        ("On me rackette, ils ont envoyé la photo de ma porte, c'est du chantage", {}, "U1", "known_address"),
        ("J'ai payé hier 500 DH par virement et le vendeur m'a bloqué", {}, "U2", "recent_payment"),
        (
            "J'ai payé 500 DH par virement et le vendeur m'a bloqué",
            {"answers": {"paid_when": "under_24h"}},
            "U2",
            "recent_payment",
        ),
        ("J'ai payé 500 DH par virement et le vendeur m'a bloqué", {"occurred": "اليوم صباحا"}, "U2", "recent_payment"),
        ("On vend les réponses de l'examen de demain matin", {}, "U2", "date_or_place_announced"),
    ],
)
def test_a_raiser_lifts_one_level(rules, text, members, level, flag):
    _, urgency, flags = conclusion(rules, text, **members)
    assert urgency == level
    assert flag in flags


def test_raisers_lift_once_and_a_payment_never_above_u2(rules):
    _, urgency, _ = conclusion(rules, "Faux site de la banque : j'ai payé hier, numéro de carte et code reçu par SMS")
    assert urgency == "U2"


def test_a_payment_answered_as_old_raises_nothing(rules):
    text = "J'ai payé hier 500 DH par virement et le vendeur m'a bloqué"
    assert conclusion(rules, text, answers={"paid_when": "over_72h"})[1] == "U3"


def test_talk_of_self_harm_is_at_least_u1(rules):
    assert conclusion(rules, "On a publié mon numéro sans mon accord et je veux mourir")[1] in ("U0", "U1")


def test_a_chosen_danger_is_urgent_unless_the_text_says_otherwise(rules):
    assert conclusion(rules, "venez s'il vous plaît", citizen_choice="DANGER")[1] in ("U0", "U1")
    assert conclusion(rules, "on m'a traité de voleur sur Facebook", citizen_choice="DANGER")[1] in ("U0", "U1")


def test_a_frightened_person_is_never_not_actionable(rules):
    assert conclusion(rules, "promo promo, j'ai peur, aidez-moi")[0] != "NOT_ACTIONABLE"


@pytest.mark.parametrize(
    "text", ["n q t l e k daba", "ghadi n9ettttlek", "je vais te tu\u200ber", "je vais te tuеr", "JE VAIS TE TUER"]
)
def test_obfuscated_threats_are_read(rules, text):
    assert conclusion(rules, text)[:2] == ("THREAT", "U1")


def test_every_point_has_its_words(rules):
    text = "Il me menace de mort et il sait où j'habite"
    found = diagnose({"text": text, "citizen_choice": "THREAT"}, rules)
    points = sum(int(r["effect"].split("+")[1]) for r in found["reasons"] if r["effect"].startswith("THREAT +"))
    assert points >= 3
    assert all(r["evidence"] in text or r["evidence"] == "THREAT" for r in found["reasons"])
    weights = [int(r["effect"].split("+")[1]) for r in found["reasons"] if "+" in r["effect"]]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        "had lfilm 9telni b dehk, khassek tchofo",
        "Cette émission me tue de rire, je la conseille à tous",
        "The queue at your office is killing time for everyone",
        "El cómico me mata de risa, gracias",
        "Dans le roman que j'écris, un homme menace de mort sa voisine",
        "I dreamt that a man was chasing me with a knife",
        "حلمت البارحة أن رجلا يطاردني بسكين",
        "Dans le jeu vidéo de mon fils il faut poser une bombe et tuer les gardes",
        "شفت فواحد المسلسل راجل كيخطف الناس",
        "J'écris un roman où une fille est victime de chantage avec ses photos, comment enquête la police ?",
    ],
)
def test_figures_fiction_and_dreams_are_no_facts(rules, text):
    assert conclusion(rules, text)[:2] == ("OTHER", "U3")


@pytest.mark.parametrize(
    "text",
    [
        "J'ai rêvé de lui hier. Ce matin il est devant ma porte avec un couteau.",
        "Il m'a envoyé une scène de film puis il m'a écrit qu'il va me tuer",
        "شفت فيلم البارح. دابا راه كيضربني، عتقوني",
    ],
)
def test_fiction_hides_no_danger_of_one_s_own(rules, text):
    assert conclusion(rules, text)[1] in ("U0", "U1")


@pytest.mark.parametrize(
    "text",
    [
        "Il y a trois ans mon ex m'a séquestrée deux jours, nous sommes divorcés",
        "Two years ago he locked me in a cellar, he is dead now",
        "العام اللي فات راجلي سد عليا تلت أيام، دابا تطلقنا",
        "قبل سنتين احتجزني طليقي يومين",
        "l3am li fat sad 3liya rajli youmayn, daba tla9na",
        "Hace dos años mi marido me encerró en casa, ya estamos divorciados",
        "Mon fils s'est enfermé par erreur dans la salle de bain",
    ],
)
def test_a_danger_told_of_long_ago_or_by_mistake_is_over(rules, text):
    category, urgency, flags = conclusion(rules, text)
    assert (category, urgency) == ("DANGER", "U2")
    assert "over" in flags
    assert "danger_now" not in flags


@pytest.mark.parametrize(
    "text",
    [
        "Il y a deux ans il m'a enfermée. Aujourd'hui il est devant ma porte avec un couteau.",
        "L'an dernier il me frappait, maintenant il m'a enfermée dans la cave",
    ],
)
def test_what_is_long_ago_takes_nothing_from_what_is_now(rules, text):
    assert conclusion(rules, text)[:2] == ("DANGER", "U0")


@pytest.mark.parametrize(
    ("text", "young"),
    [
        ("Quelqu'un est entré dans mon compte et a effacé mes photos de 10 ans", False),
        ("mse7 lia ga3 tsawer dyal 10 snin", False),
        ("Il y a trois ans il a copié mon compte", False),
        ("Quelqu'un est entré dans le compte de ma fille de 10 ans", True),
        ("dkhel l compte dyal bnti 3ndha 10 snin", True),
    ],
)
def test_what_lasts_ten_years_is_no_child(rules, text, young):
    assert ("minor" in conclusion(rules, text, citizen_choice="HACK")[2]) is young
