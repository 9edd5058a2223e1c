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
