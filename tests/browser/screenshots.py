"""Pictures of the demo's pages, for the readme and for looking at.

`python -m tests.browser.screenshots` takes the four of docs/screenshots/; with a folder, every page at two widths
in two schemes. `--address URL` looks at a demo that runs already instead of starting one.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS
from tests.browser.demo_house import demo_house

HOUSE = Path(__file__).resolve().parent.parent.parent
# The demo's, written out: this runs without Django.
PASSWORD = "alongside-demo"
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Shot:
    """A page as somebody sees it: an address, and from there the first link that matches each of `then`."""

    role: str
    name: str
    path: str
    then: tuple[str, ...] = ()
    send: bool = False  # press the main button, to see how an unfinished form is answered


GROUP, PROGRAM = r"^/groups/[0-9a-f-]{36}/$", r"^/programs/[0-9a-f-]{36}/$"
MAN, REFERRAL = r"^/clients/[0-9a-f-]{36}/$", r"^/referrals/[0-9a-f-]{36}/$"
PAGES = (
    Shot("", "sign-in", "/accounts/login/"),
    Shot("", "sign-in-refused", "/accounts/login/", send=True),
    Shot("", "not-there", "/nowhere/"),
    Shot("counselor", "my-work", "/"),
    Shot("counselor", "groups", "/groups/"),
    Shot("counselor", "group", "/groups/", then=(GROUP,)),
    Shot("counselor", "register", "/", then=(r"/register/$",)),
    Shot("counselor", "note", "/", then=(r"/notes/",)),
    Shot("counselor", "follow-ups", "/follow-ups/"),
    Shot("counselor", "follow-up", "/follow-ups/", then=(r"^/follow-ups/[0-9a-f-]{36}/",)),
    Shot("counselor", "men", "/clients/"),
    Shot("counselor", "man", "/clients/", then=(MAN,)),
    Shot("peer", "my-work-peer", "/"),
    Shot("intake", "my-work-intake", "/"),
    Shot("intake", "queue", "/referrals/"),
    Shot("intake", "referral", "/referrals/", then=(REFERRAL,)),
    Shot("intake", "call-himself", "/calls/himself/"),
    Shot("intake", "call-himself-refused", "/calls/himself/", send=True),
    Shot("intake", "triage", "/referrals/?status=contacting", then=(REFERRAL, r"/triage/$")),
    Shot("intake", "man-intake", "/clients/", then=(MAN,)),
    Shot("director", "my-work-director", "/"),
    Shot("director", "programs", "/programs/"),
    Shot("director", "program", "/programs/", then=(PROGRAM,)),
    Shot("director", "program-edit", "/programs/", then=(PROGRAM, r"/edit/$")),
    Shot("director", "group-director", "/groups/", then=(GROUP,)),
    Shot("director", "group-new", "/groups/new/"),
    Shot("director", "group-new-refused", "/groups/new/", send=True),
    Shot("director", "group-edit", "/groups/", then=(GROUP, r"/edit/$")),
    Shot("director", "facilitators", "/groups/", then=(GROUP, r"/facilitators/$")),
    Shot("counselor", "sessions", "/groups/", then=(GROUP, r"/sessions/$")),
    Shot("counselor", "sessions-plan", "/groups/", then=(GROUP, r"/sessions/plan/$")),
    Shot("counselor", "session-edit", "/groups/", then=(GROUP, r"^/sessions/[0-9a-f-]{36}/edit/$")),
    Shot("director", "reports", "/reports/"),
    Shot("director", "retention", "/reports/retention/"),
    Shot("director", "retention-men", "/reports/retention/men/"),
    Shot("director", "attendance", "/reports/attendance/"),
    Shot("director", "unrecorded", "/reports/unrecorded/"),
    Shot("director", "spreadsheets", "/imports/"),
    Shot("director", "spreadsheet-new", "/imports/new/"),
    Shot("director", "spreadsheet-new-refused", "/imports/new/", send=True),
    Shot("director", "exits", "/reports/exits/"),
    Shot("director", "rules", "/programs/rules/"),
    Shot("director", "rules-new", "/programs/rules/new/"),
    Shot("director", "editions", "/programs/", then=(PROGRAM, r"/editions/$")),
    Shot("director", "skills", "/programs/skills/"),
    Shot("director", "calendar", "/calendar/"),
    Shot("director", "calendar-week", "/calendar/?view=week"),
    Shot("counselor", "calendar-list", "/calendar/?view=list"),
    Shot("counselor", "calendar-on-my-phone", "/calendar/phone/"),
    Shot("director", "closures", "/team/closures/"),
    Shot("director", "leave", "/team/leave/"),
    Shot("director", "cover", "/groups/cover/"),
    Shot("director", "qualifications", "/team/qualifications/"),
    Shot("director", "events", "/events/"),
    Shot(
        "counselor", "session-move", "/groups/", then=(GROUP, r"^/sessions/[0-9a-f-]{36}/edit/$", r"/move/$")
    ),
    Shot("counselor", "standing", "/groups/", then=(GROUP, r"/standing/$")),
    Shot("counselor", "pause", "/groups/", then=(GROUP, r"/standing/$", r"/pause/$")),
    Shot("counselor", "transfer", "/groups/", then=(GROUP, r"/standing/$", r"/transfer/$")),
    Shot("counselor", "complete", "/groups/", then=(GROUP, r"/standing/$", r"/complete/$")),
    Shot("counselor", "order-new", "/groups/", then=(GROUP, r"/standing/$", r"/orders/new/$")),
    Shot("counselor", "appointment-new", "/clients/", then=(MAN, r"/appointments/new/$")),
    Shot("counselor", "man-edit", "/clients/", then=(MAN, r"^/clients/[0-9a-f-]{36}/edit/$")),
    Shot("counselor", "number-new", "/clients/", then=(MAN, r"/contact/new/$")),
    Shot("counselor", "my-settings", "/preferences/"),
    Shot("counselor", "saved-views", "/views/"),
    Shot("counselor", "supervision", "/supervision/"),
    Shot("administrator", "team", "/team/"),
    Shot("researcher", "retention-researcher", "/reports/retention/"),
    Shot("partner_worker", "my-work-partner-worker", "/"),
    Shot("partner_worker", "callers", "/partners/"),
    Shot("partner_worker", "caller", "/partners/", then=(r"^/partners/[0-9a-f-]{36}/$",)),
    Shot("partner_worker", "caller-numbers", "/partners/numbers/"),
    Shot("intake", "call-someone", "/calls/someone/"),
)
# Page, width, scheme, and how much of its height.
BEST = (
    ("my-work", "desk", "light", 900),
    ("queue", "desk", "dark", 900),
    ("register", "phone", "light", 844),
    ("retention", "desk", "light", 1240),
)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="take every page into this folder")
    parser.add_argument("--address", help="a demo that runs already")
    asked = parser.parse_args(words)
    if not (chromium := shutil.which("chromium") or shutil.which("chromium-browser")):
        print("No Chromium on this machine: no pictures were taken.", file=sys.stderr)
        return 1
    with (
        nullcontext(asked.address) if asked.address else demo_house() as address,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser,
    ):
        if asked.folder:
            every_page(browser, address, asked.folder)
        else:
            the_best(browser, address, HOUSE / "docs" / "screenshots")
    return 0


def every_page(browser: Browser, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        for scheme in SCHEMES:
            for role in dict.fromkeys(shot.role for shot in PAGES):
                page = seated(browser, address, role, size, scheme)
                for shot in (shot for shot in PAGES if shot.role == role):
                    take(page, address, shot, folder / f"{shot.name}-{size}-{scheme}.png")
                page.context.close()


def the_best(browser: Browser, address: str, folder: Path) -> None:
    shots = {shot.name: shot for shot in PAGES}
    for name, size, scheme, height in BEST:
        page = seated(browser, address, shots[name].role, size, scheme)
        page.set_viewport_size({"width": SIZES[size][0], "height": height})
        take(page, address, shots[name], folder / f"{name}-{size}-{scheme}.png", whole=False)
        page.context.close()


def seated(browser: Browser, address: str, role: str, size: str, scheme: str) -> Page:
    """A window of that size in which somebody of this role is signed in."""
    width, height = SIZES[size]
    window = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        device_scale_factor=2 if size == "phone" else 1,
    )
    page = window.new_page()
    if role:
        page.goto(f"{address}/accounts/login/")
        page.get_by_label("Work e-mail").fill(f"{role}@demo.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{address}/")
    return page


def take(page: Page, address: str, shot: Shot, file: Path, *, whole: bool = True) -> None:
    page.goto(address + shot.path)
    for wanted in shot.then:
        links = page.eval_on_selector_all("main a", "all => all.map(each => each.getAttribute('href'))")
        found = next((link for link in links if link and re.search(wanted, link)), None)
        if found is None:
            print(f"{shot.name}: no link like {wanted} on {page.url}", file=sys.stderr)
            return
        page.goto(address + found)
    if shot.send:
        page.locator("main form").last.evaluate("form => form.submit()")
        page.wait_for_load_state()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file, full_page=whole)
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if too_wide > 0:
        print(f"{file.name}: {too_wide} px off the side", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
