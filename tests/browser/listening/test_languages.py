"""The language in which somebody listens: chosen by its name, kept nowhere."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.browser.listening.conftest import LEVELS, LISTEN, SAYS, STOP, Listens
from tests.browser.patience import comes_true
from tests.recorded import record

_KEPT = """async () => JSON.stringify([
    { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.length,
    [...new FormData(document.querySelector("form[method=post]"))],
    await Promise.all((await indexedDB.databases()).map(({ name }) => new Promise(done => {
        indexedDB.open(name).onsuccess = ({ target: { result } }) => {
            const stores = [...result.objectStoreNames];
            if (!stores.length) return done([]);
            const all = result.transaction(stores).objectStore(stores[0]).getAll();
            all.onsuccess = () => { result.close(); done([name, all.result]); };
        };
    })))])"""


def test_another_language_is_chosen_by_its_name_with_keys_alone(
    listens: Listens, folder: Path
) -> None:
    record(folder, "vi", "q24", *LEVELS)
    record(folder, "hmn", "q24", "1", name="Mông")
    record(folder, "twh", "q24", name="Thái")
    listener = listens()
    page = listener.page
    choice = page.get_by_label("Nghe bằng")
    assert choice.locator("option").all_text_contents() == ["Tiếng Việt", "Mông", "Thái"]
    expect(choice).to_have_value(f"/nghe/{choice.input_value().split('/')[2]}/vi/")
    choice.focus()
    page.keyboard.press("ArrowDown")
    listener.button("q24").focus()
    listener.button("q24").evaluate(SAYS)
    page.keyboard.press("Enter")
    assert listener.button("q24").evaluate("one => one.says") == [STOP, LISTEN]
    # What is not recorded in the chosen language is heard in that of the page.
    assert listener.fetched == ["hmn/q24", "hmn/1", "vi/2", "vi/3", "vi/4", "vi/5"]


def test_a_single_language_leaves_nothing_to_choose(listens: Listens, folder: Path) -> None:
    record(folder, "vi", "q24")
    expect(listens().page.get_by_label("Nghe bằng")).to_be_hidden()


def test_the_first_language_that_can_be_heard_is_the_one_offered(
    listens: Listens, folder: Path
) -> None:
    record(folder, "hmn", "q24", name="Mông")
    chosen = "one => one.selectedOptions[0].text"
    listener = listens()
    assert listener.page.get_by_label("Nghe bằng").evaluate(chosen) == "Mông"
    assert listener.offered() == ["q24"]
    listener = listens("vi-VN")
    assert listener.page.get_by_label("Nghe bằng").evaluate(chosen) == "Tiếng Việt"


def test_what_somebody_wants_to_hear_is_kept_nowhere(
    listens: Listens, folder: Path, site: Site
) -> None:
    record(folder, "vi", "q24")
    record(folder, "hmn", "q24", name="Mông")
    listener = listens()
    page = listener.page
    page.wait_for_load_state("networkidle")
    # The form looks for what an earlier visit left, and so makes the store that it looks into.
    comes_true(page, "indexedDB.databases().then(all => all.length)")
    before = page.evaluate(_KEPT)
    listener.chooses("Mông")
    listener.hears("q24")
    page.wait_for_timeout(300)
    assert page.evaluate(_KEPT) == before
    assert page.context.cookies() == []
    page.reload()
    page.wait_for_selector("fieldset [type=button]", state="attached")
    assert listener.hears("q24") == ["vi/q24"]


def test_a_form_that_comes_back_is_still_heard_in_the_chosen_language(
    listens: Listens, folder: Path
) -> None:
    record(folder, "vi", "q24")
    record(folder, "hmn", "q24", name="Mông")
    listener = listens()
    listener.chooses("Mông")
    listener.page.evaluate("document.querySelector('form[method=post]').requestSubmit()")
    listener.page.wait_for_selector(".errors")
    expect(listener.page.locator("#q24 [type=button]")).to_have_count(1)
    assert listener.hears("q24") == ["hmn/q24"]
