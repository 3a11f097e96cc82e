from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TAPS = 14


def mark(page, name: str, word: str):
    """Tap the cell of one man, as a thumb would."""
    page.get_by_role("radiogroup", name=name).get_by_role("radio", name=word, exact=True).click()


def kept(answer) -> bool:
    """The page saved itself, and the server agreed."""
    return answer.request.method == "POST" and answer.status == 200


def test_twelve_men_are_logged_in_at_most_fourteen_taps(scene):
    page = scene.open(scene.register)
    taps = 0
    for name, word in (("Callum E.", "Late"), ("Eli E.", "Missed"), ("Hassan E.", "Told us")):
        mark(page, name, word)
        taps += 1
    page.get_by_role("button", name="Mark the rest present").click()
    page.get_by_role("button", name="Save").click()
    taps += 2
    expect(page.get_by_text("Everybody is marked")).to_be_visible()
    assert taps <= TAPS
    marks = scene.outcomes()
    assert (marks.pop("Callum"), marks.pop("Eli"), marks.pop("Hassan")) == ("late", "unexcused", "excused")
    assert set(marks.values()) == {"present"}
    assert page.wrong == []


def test_twelve_men_stand_on_one_phone_screen(scene):
    page = scene.open(scene.register)
    last = page.get_by_role("radiogroup").last.bounding_box()
    bar = page.locator(".al-act").bounding_box()
    assert last["y"] + last["height"] <= bar["y"] + 1


def test_it_keeps_itself_and_says_so(scene):
    page = scene.open(scene.register)
    mark(page, "Aaron E.", "Present")
    expect(page.locator("#saved")).to_contain_text("Saved", timeout=5000)
    expect(page.locator("#count")).to_contain_text("1 of 12")
    assert scene.outcomes()["Aaron"] == "present"
    with page.expect_response(kept):
        mark(page, "Aaron E.", "Missed")  # with the version that the first save gave
    assert scene.outcomes()["Aaron"] == "unexcused"
    assert page.wrong == []


def test_undo_takes_back_the_last_step_whole(scene):
    page = scene.open(scene.register)
    mark(page, "Ben E.", "Late")
    page.get_by_role("button", name="Mark the rest present").click()
    expect(page.locator("#count")).to_contain_text("All marked")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#count")).to_contain_text("1 of 12")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#count")).to_contain_text("0 of 12")


def test_a_mark_undone_after_it_was_kept_is_taken_back(scene):
    page = scene.open(scene.register)
    mark(page, "Ben E.", "Late")
    expect(page.locator("#saved")).to_contain_text("Saved ", timeout=5000)
    with page.expect_response(kept):
        page.get_by_role("button", name="Undo").click()
    assert scene.outcomes()["Ben"] is None


def test_the_whole_group_by_keys_alone(scene):
    page = scene.open(scene.register, width=1280, height=900)
    for key in "plp":
        page.keyboard.press(key)
        if key == "l":
            page.keyboard.type("10")
            page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("m")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("x")
    page.keyboard.type("p lay with his son")  # letters in a text field are letters
    expect(page.locator("#saved")).to_contain_text("Saved ", timeout=6000)
    marks = scene.outcomes()
    assert [marks[name] for name in ("Aaron", "Ben", "Callum", "Dev", "Eli")] == [
        "present",
        "late",
        "present",
        None,
        "excused",
    ]
    assert page.wrong == []


def test_keys_are_listed_and_can_be_switched_off(scene):
    page = scene.open(scene.register, width=1280, height=900)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("p")
    expect(page.locator("#count")).to_contain_text("0 of 12")


def test_minutes_open_only_for_a_man_who_is_late(scene):
    page = scene.open(scene.register)
    row = page.get_by_role("radiogroup", name="Ben E.")
    expect(row.get_by_label("Minutes late")).to_be_hidden()
    mark(page, "Ben E.", "Late")
    expect(row.get_by_label("Minutes late")).to_be_visible()
    row.get_by_role("button", name="15").click()
    expect(row.get_by_label("Minutes late")).to_have_value("15")


def test_what_was_wrong_goes_once_it_is_put_right_and_kept(scene):
    page = scene.open(scene.register)
    mark(page, "Ben E.", "Late")
    minutes = page.get_by_label("Minutes late").nth(1)
    minutes.fill("9999")
    expect(page.get_by_text("Give the minutes").first).to_be_visible(timeout=8000)
    minutes.fill("12")
    expect(page.locator("#saved")).to_contain_text("Saved ", timeout=8000)
    expect(page.get_by_text("Give the minutes")).to_have_count(0)
    expect(page.locator("[aria-invalid]")).to_have_count(0)


def test_the_bar_keeps_its_height_when_undo_comes_into_it(scene):
    page = scene.open(scene.register)
    before = page.locator(".al-act").bounding_box()
    mark(page, "Ben E.", "Late")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert page.locator(".al-act").bounding_box() == before


def test_it_works_without_any_script(scene):
    page = scene.open(scene.register, java_script_enabled=False)
    mark(page, "Aaron E.", "Late")
    page.get_by_label("Minutes late").first.fill("10")
    page.get_by_role("button", name="Mark the rest present").click()
    expect(page.get_by_text("Everybody is marked")).to_be_visible()
    marks = scene.outcomes()
    assert marks.pop("Aaron") == "late"
    assert set(marks.values()) == {"present"}


def test_two_browsers_both_stay_on_the_page(scene):
    first, second = scene.open(scene.register), scene.open(scene.register, staff=scene.cast.priya)
    mark(second, "Dev E.", "Late")
    expect(second.locator("#saved")).to_contain_text("Saved ", timeout=5000)
    mark(first, "Dev E.", "Present")
    mark(first, "Rob E.", "Missed")
    expect(first.get_by_text("Priya Nair marked him “Late”")).to_be_visible(timeout=8000)
    expect(first.get_by_role("radiogroup", name="Rob E.").get_by_role("radio", name="Missed")).to_be_checked()
    assert scene.outcomes()["Dev"] == "late"


def test_heads_are_compared_with_the_register(scene):
    page = scene.open(scene.register)
    page.get_by_role("button", name="Mark the rest present").click()
    page.get_by_role("button", name="One more").click()
    expect(page.locator("#count-says")).to_contain_text("It matches")
    page.get_by_role("button", name="One fewer").click()
    expect(page.locator("#count-says")).to_contain_text("Look once more")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_runs_off_the_side(scene, width):
    page = scene.open(scene.register, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
