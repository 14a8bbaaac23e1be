"""The site in a real Chromium: nobody is shut out, nothing overflows a phone, and the journeys lead somewhere."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

PAGES = {
    "home": "/",
    "home filtered to nothing": "/?stage=draft+bill",
    "policies": "/policies",
    "policy": "/policies/schools-duty-to-co-operate",
    "dropped policy": "/policies/primary-curriculum-areas-of-learning",
    "articles": "/articles",
    "article": "/articles/a2008trusts",
    "article that was changed": "/articles/a2012phones",
    "article in extracts": "/articles/a2008weekly",
    "bill": "/articles/a2009stages",
    "article with odd characters": "/articles/a2012odd",
    "bodies": "/bodies",
    "body": "/bodies/dcsf",
    "people": "/people",
    "person": "/people/ed-balls",
    "legislation": "/legislation",
    "act": "/legislation/ukpga/2004/31",
    "topics": "/topics",
    "topic": "/topics/childrens-services",
    "consultations": "/consultations",
    "sources": "/sources",
    "source": "/sources/hansard",
    "search": "/search",
    "results": "/search?q=duty",
    "results of one kind": "/search?q=policy&show=articles&page=2",
    "no results": "/search?q=admisions+zzz",
    "follow": "/follow?policy=schools-duty-to-co-operate",
    "about": "/about",
    "stages": "/stages",
    "accuracy": "/accuracy",
    "snapshots": "/snapshots",
    "missing": "/policies/nowhere",
    "data": "/data",
    "table": "/data/shifts",
    "filtered table": "/data/articles?kind=news&_search=policy&_size=5",
    "view": "/data/who_said_what",
    "row": "/data/policies/phones-in-schools",
    "question": "/data/policies_that_turned",
}
#: Light on the desktop, dark on the phone: both schemes are looked at without doubling the time.
SIZES = (({"width": 1280, "height": 900}, "light"), ({"width": 375, "height": 812}, "dark"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A window for all tests that need no other."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_shuts_nobody_out(page: Page, address: str, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + path)
    problems = []
    for size, scheme in SIZES:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
        problems += [
            f"{scheme}: {item['id']}: {node['html']}: {node.get('failureSummary', '')}"
            for item in found.response["violations"]
            for node in item["nodes"][:2]
        ]
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            problems.append(f"wider than {size['width']} pixels")
    assert problems == []
    assert [line for line in said if "404" not in line] == []


def test_a_policy_is_found_its_evidence_seen_and_followed(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Schools under the duty to co-operate").first.click()
    assert "In force" in page.locator(".stage-line").inner_text() or page.locator("svg[role=img]").count()
    page.get_by_role("link", name="Children's trusts to be strengthened").first.click()
    assert re.search(r"/articles/a2008trusts#e\d+$", page.url)
    marked = page.locator("mark:target")
    assert marked.inner_text().startswith("Schools")
    page.get_by_role("heading", name="Schools to come under the duty").get_by_role("link").click()
    page.get_by_role("link", name="Follow").click()
    assert page.get_by_role("link", name="Calendar").get_attribute("href").endswith(".ics")


def test_evidence_is_switched_off_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/articles/a2008trusts")
    mark = page.locator("mark.k-proposal").first

    def background() -> str:
        return str(mark.evaluate("node => getComputedStyle(node).backgroundColor"))

    before = background()
    page.get_by_label("Proposals", exact=True).first.uncheck()
    assert before != background() == "rgba(0, 0, 0, 0)"
    context.close()


def test_a_search_is_narrowed_widened_and_taken_away(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Search policies, articles and quotations").fill("duty")
    page.get_by_role("button", name="Search", exact=True).first.click()
    page.get_by_role("region", name="Narrow the search").get_by_role("link", name="Consultation").click()
    assert page.get_by_role("link", name="Remove stage: consultation").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename == "search.xlsx"
    page.get_by_role("link", name="Remove duty").click()
    assert page.url.endswith("q=stage%3Aconsultation")


def test_the_keyboard_reaches_the_content_first(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
