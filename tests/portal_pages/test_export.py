"""The table of cases that a supervisor takes away."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from .conftest import Desk
from .world import World


def test_a_supervisor_takes_the_table_of_a_month(desk: Callable[..., Desk], world: World) -> None:
    world.rights.append(("supervisor", "TPI-AGADIR"))
    page = desk("fr").sign_in("#figures")
    chosen = page.locator("select[name=month] option").nth(1).get_attribute("value")
    page.locator("select[name=month]").select_option(chosen)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Télécharger le tableau (CSV)").click()

    file = coming.value
    assert file.suggested_filename == f"e-blagh-{chosen}.csv"
    lines = Path(file.path()).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("id,court,state")
    assert len(lines) == 1 + len(world.cases)
    assert [asked for _, path, asked in world.requests if path == "/export.csv"] == [{"month": chosen}]
    expect(page.get_by_text("Le tableau est dans vos téléchargements.")).to_be_visible()


def test_all_months_together_are_asked_without_a_month(desk: Callable[..., Desk], world: World) -> None:
    world.rights.append(("supervisor", "TPI-AGADIR"))
    page = desk("fr").sign_in("#figures")
    page.locator("select[name=month]").select_option("")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Télécharger le tableau (CSV)").click()

    assert coming.value.suggested_filename == "e-blagh.csv"
    assert [asked for _, path, asked in world.requests if path == "/export.csv"] == [{}]


def test_nobody_else_is_offered_the_table(desk: Callable[..., Desk]) -> None:
    page = desk("fr").sign_in("#figures")

    page.locator(".figures").first.wait_for()
    expect(page.locator(".export")).to_have_count(0)
