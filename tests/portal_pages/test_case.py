"""The case page: what is shown and how, what can be done, what happens when it cannot."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.waiting import expect_nowhere

from . import cases
from .conftest import Desk
from .world import World


def _opened(desk: Callable[..., Desk], case_id: str = cases.NAMED, **how: object) -> Page:
    page = desk("fr", **how).sign_in(f"#queue/case/{case_id}")
    page.locator("#case-title").wait_for()
    return page


def test_the_words_that_decided_are_marked_in_the_report(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)

    expect(page.locator("blockquote mark")).to_have_text(["whatsapp dyali tpirata", "sifto lya code"])
    page.get_by_text("Pourquoi ? 3 raisons").click()
    expect(page.locator(".reasons tbody tr").first).to_contain_text("Piratage +4")
    expect(page.locator(".reasons tbody tr").last).to_contain_text("Choix du citoyen")


def test_hidden_signs_are_drawn_and_no_address_is_usable(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)

    main = page.locator("main")
    expect(page.locator("blockquote .hidden-sign")).to_have_text(["RLO", "PDF"])
    expect(main).to_contain_text("hxxps://wa-verify[.]example/c?x=1")
    expect(main).not_to_contain_text("\u202e")
    expect(main).not_to_contain_text("https://")
    hrefs = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert all(href.startswith("#") for href in hrefs)


def test_territory_is_told_as_fact_text_and_court(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)
    first = page.locator(".forum.first")

    for words in (
        "Le lieu de l’infraction Agadir",
        "Délit (présumé)",
        "Code de procédure pénale, art. 44, 259",
        "Décret 2.23.665, art. 3",
        "Tribunal de première instance d’Agadir",
        "Procureur du Roi",
    ):
        expect(first).to_contain_text(words)
    expect(page.get_by_text("1 autre juridiction compétente")).to_be_visible()
    page.get_by_text("1 autre juridiction compétente").click()
    expect(page.locator("details .forum")).to_contain_text("Vient après")
    expect(page.locator("main")).to_contain_text("La personne visée est-elle marocaine")


def test_linked_cases_of_other_courts_are_a_number(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)

    expect(page.locator("main")).to_contain_text("3 dossiers dans d’autres juridictions")
    page.locator(".linked a").click()
    expect(page.locator("#case-title")).to_have_text("Escroquerie")


def test_linked_cases_say_why_and_are_joined_and_parted_with_a_reason(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)
    linked = page.locator(".linked li")
    expect(linked).to_have_count(1)
    expect(linked).to_contain_text("Même affaire, probablement")
    expect(linked).to_contain_text("Même RIB · lien fort")
    expect(linked).to_contain_text("Même texte, identique à 93 % · lien faible")
    expect(page.locator(".shared")).to_contain_text("présent dans trop de signalements : ne lie rien")

    linked.get_by_role("button", name="Rattacher").click()
    page.locator("eb-links").get_by_label("Motif").fill("même vendeur")
    page.locator("eb-links form").get_by_role("button", name="Rattacher").click()
    expect(linked).to_contain_text("Même affaire, décidé par un agent")
    expect(linked).to_contain_text("même vendeur")

    linked.get_by_role("button", name="Détacher").click()
    page.locator("eb-links").get_by_label("Motif").fill("homonyme")
    page.locator("eb-links form").get_by_role("button", name="Détacher").click()
    expect(linked).to_contain_text("Même affaire, probablement")


def test_options_are_shown_in_words_of_the_form_that_was_filled(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)

    expect(page.locator(".facts").first).to_contain_text("1500.00 MAD")
    expect(page.locator(".facts").first).not_to_contain_text("under_24h")


def test_taking_a_case_changes_the_page_and_the_row(desk: Callable[..., Desk], world: World) -> None:
    page = _opened(desk)
    page.get_by_role("button", name="Prendre").click()

    expect(page.locator(".told")).to_contain_text("Le dossier est à vous")
    expect(page.locator(".case header")).to_contain_text("Titulaire : moi")
    expect(page.locator(f"tr[data-id='{cases.NAMED}']")).to_contain_text("moi")
    assert world.sent("/take") == [{"version": 3}]


def test_a_conflict_keeps_the_text_and_shows_what_changed(desk: Callable[..., Desk], world: World) -> None:
    # GIVEN a correction half written, and a colleague who takes the case meanwhile
    page = _opened(desk)
    page.get_by_role("button", name="Corriger").click()
    page.locator("#correct-reason").fill("Compte piraté, et non message trompeur.")
    page.locator("#correct-category").select_option("PHISH")
    world.cases[cases.NAMED].update(assignee=cases.COLLEAGUE, version=4)
    # WHEN it is sent
    page.get_by_role("button", name="Enregistrer la correction").click()
    # THEN the page says what was and what is, and the words are still there
    expect(page.locator(".conflict")).to_contain_text("un collègue")
    expect(page.locator("#correct-reason")).to_have_value("Compte piraté, et non message trompeur.")
    expect(page.locator("#correct-category")).to_have_value("PHISH")
    page.get_by_role("button", name="Enregistrer la correction").click()
    expect(page.locator(".told")).to_contain_text("Correction enregistrée")
    assert [sent["version"] for sent in world.sent("/corrections")] == [3, 4]


def test_a_referral_proposes_the_courts_of_the_reasoner_first_and_ends_sight(
    desk: Callable[..., Desk], world: World
) -> None:
    world.rights = [("supervisor", "TPI-AGADIR")]
    page = _opened(desk)
    page.get_by_role("button", name="Saisir la juridiction").click()
    expect(page.locator("#refer-court optgroup").first.locator("option")).to_have_text(
        ["Tribunal de première instance d’Agadir", "Tribunal de première instance d’Oued Zem"]
    )
    page.locator(".act .button:not(.plain)").click()
    expect(page.locator(".wrong").first).to_be_visible()
    page.locator("#refer-court").select_option("TPI-OUED-ZEM")
    page.locator("#refer-reason").fill("Le suspect y réside.")
    page.locator(".act .button:not(.plain)").click()

    expect(page.locator("#case-title")).to_have_text("Dossier transmis")
    expect(page.locator(f"tr[data-id='{cases.NAMED}']")).to_have_count(0)
    assert world.sent("/refer") == [{"version": 3, "court": "TPI-OUED-ZEM", "reason": "Le suspect y réside."}]


def test_notes_stay_inside_and_a_message_shows_what_the_reporter_will_see(
    desk: Callable[..., Desk], world: World
) -> None:
    page = _opened(desk)
    page.locator("#say-note").fill("À rappeler demain.")
    page.get_by_label("Privée").check()
    page.get_by_role("button", name="Ajouter la note").click()
    expect(page.locator(".pane.inside")).to_contain_text("À rappeler demain.")
    page.locator("#say-message").fill("Gardez les messages.")
    expect(page.locator(".preview")).to_contain_text("Gardez les messages.")
    page.get_by_role("button", name="Envoyer au déclarant").click()
    expect(page.locator(".pane.outside")).to_contain_text("Gardez les messages.")

    expect(page.locator("#say-message")).to_have_value("")
    assert world.sent("/notes") == [{"text": "À rappeler demain.", "private": True}]
    assert world.sent("/messages") == [{"text": "Gardez les messages."}]


def test_a_failed_message_keeps_its_words(desk: Callable[..., Desk], world: World) -> None:
    page = _opened(desk)
    page.locator("#say-message").fill("Gardez les messages.")
    world.fail_next = (503, "unavailable")
    page.get_by_role("button", name="Envoyer au déclarant").click()

    expect(page.locator(".pane.outside [role=alert]")).to_contain_text("Votre texte est toujours là")
    expect(page.locator("#say-message")).to_have_value("Gardez les messages.")


def test_the_reporter_is_seen_by_the_officer_in_charge_for_a_purpose_and_a_minute(
    desk: Callable[..., Desk], world: World
) -> None:
    # GIVEN a named report that this officer has taken
    world.cases[cases.NAMED]["assignee"] = cases.ME
    one = desk("fr")
    one.page.clock.install()
    page = one.sign_in(f"#queue/case/{cases.NAMED}")
    page.get_by_role("button", name="Voir le déclarant").click()
    # WHEN no purpose is given, nothing is asked
    page.get_by_role("button", name="Afficher une minute").click()
    expect(page.locator("#purpose-error")).to_be_visible()
    assert world.sent("/reporter") == []
    # THEN with one, the values are shown, and gone after a minute
    page.locator("#purpose").fill("rappeler la victime")
    page.get_by_role("button", name="Afficher une minute").click()
    expect(page.locator(".sighted")).to_contain_text("سلمى المثال")
    assert world.sent("/reporter") == [{"purpose": "rappeler la victime", "part": "identity"}]
    page.clock.fast_forward(61_000)
    expect(page.locator(".sighted")).to_have_count(0)
    expect_nowhere(page, "سلمى")


def test_nobody_else_is_offered_the_reporter(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)

    expect(page.get_by_role("button", name="Voir le déclarant")).to_have_count(0)


def test_an_anonymous_case_shows_the_gate_in_place_of_the_forbidden_acts(desk: Callable[..., Desk]) -> None:
    page = _opened(desk, cases.ANONYMOUS)

    expect(page.locator(".gate-box")).to_contain_text("Elle n’est pas encore donnée")
    refused = page.locator(".gate-box .refused li")
    expect(refused).to_contain_text("Signalement anonyme : pas d’enquête avant l’autorisation du parquet.")
    expect(refused).to_contain_text("Ce qui l’ouvre : Demander l’autorisation, Donner l’autorisation.")
    expect(refused).to_contain_text("Code de procédure pénale, art. 21, 40, 49")
    expect(page.locator(".gate-box .refused button").first).to_be_visible()
    for step in page.locator(".refused button").all():
        expect(step).to_be_disabled()
    expect(page.get_by_role("button", name="Saisir la juridiction", disabled=False)).to_have_count(0)


def test_the_leave_is_asked_at_the_gate_and_given_by_the_prosecutor_with_a_date(
    desk: Callable[..., Desk], world: World
) -> None:
    # GIVEN an analyst at the gate of an anonymous report
    page = _opened(desk, cases.ANONYMOUS)
    page.locator(".gate-box").get_by_role("button", name="Demander l’autorisation").click()
    page.locator("#ask_leave-facts").fill("Une chaîne publique fait l’éloge d’un attentat.")
    page.locator("#ask_leave-seriousness").fill("Lien vérifiable, 3000 abonnés.")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.locator(".gate-box")).to_contain_text("la réponse n’est pas encore venue")
    # WHEN the prosecutor of that court gives the leave
    world.rights = [("prosecutor", "CA-RABAT")]
    page = _opened(desk, cases.ANONYMOUS, width=360, height=800)
    page.get_by_role("button", name="Donner l’autorisation").click()
    page.locator("#give_leave-reference").fill("2026/1234")
    page.locator("[name='dated.day']").fill("31")
    page.locator("[name='dated.month']").fill("2")
    page.locator("[name='dated.year']").fill("2026")
    page.locator(".act .button:not(.plain)").click()
    expect(page.locator("#give_leave-dated-error")).to_be_visible()
    page.locator("[name='dated.day']").fill("5")
    page.locator(".act .button:not(.plain)").click()
    # THEN the gate is open, with its date
    expect(page.locator(".notice.done")).to_contain_text("5 févr. 2026")
    assert world.sent("/acts")[-1] == {
        "version": 4,
        "act": "give_leave",
        "reference": "2026/1234",
        "dated": "2026-02-05",
    }


def test_the_national_desk_reads_a_referred_case_and_cannot_act(desk: Callable[..., Desk], world: World) -> None:
    world.rights = [("analyst", "NATIONAL")]
    world.cases[cases.NAMED]["state"] = "referred"
    page = _opened(desk)

    expect(page.locator(".case")).to_contain_text("Lecture seule")
    expect(page.locator("#say-message")).to_have_count(0)


def test_a_case_out_of_sight_reads_like_a_missing_one(desk: Callable[..., Desk]) -> None:
    page = _opened(desk, "0" + "Z" * 25)

    expect(page.locator(".case")).to_contain_text("Aucun dossier de ce numéro dans ce que vous voyez")


def test_the_language_changes_without_losing_a_word(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)
    page.locator("#say-note").fill("texte en cours")
    page.get_by_role("button", name="العربية").click()

    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", name="ملاحظات بين الموظفين")).to_be_visible()
    expect(page.locator("#say-note")).to_have_value("texte en cours")


def test_at_360_px_the_list_gives_way_to_the_case_and_comes_back(desk: Callable[..., Desk]) -> None:
    page = _opened(desk, width=360, height=800)
    expect(page.locator(".rows")).to_be_hidden()
    page.get_by_role("link", name="Retour à la liste").click()

    expect(page.locator(".rows")).to_be_visible()
    expect(page.locator(f"tr[data-id='{cases.NAMED}'] a")).to_be_focused()


def test_the_history_is_told_in_words(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)
    page.get_by_text("Historique").click()

    expect(page.locator(".timeline li").first).to_contain_text("Signalement reçu")
    expect(page.locator(".timeline li")).to_have_count(4)
