"""Tests that share a warm browser share nothing that a visitor could tell."""

from playwright.sync_api import BrowserContext, Page

from tests.browser.one_browser import somebody_new

LEAVE = """async () => {
  document.cookie = 'left=yes; path=/'
  localStorage.left = sessionStorage.left = 'yes'
  await new Promise(done => { indexedDB.open('left').onsuccess = event => { event.target.result.close(); done() } })
  await (await caches.open('left')).put('/left', new Response('yes'))
}"""
FOUND = """async () => ({
  cookies: document.cookie,
  stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(key => key === 'left'),
  databases: (await indexedDB.databases()).map(one => one.name),
  caches: await caches.keys(),
  copying: (await navigator.permissions.query({ name: 'clipboard-read' })).state,
})"""


def found(page: Page, server: str) -> dict[str, object]:
    page.goto(f"{server}/doelbereik.js")
    return page.evaluate(FOUND)


def test_of_one_visitor_the_next_finds_nothing(shared_context: BrowserContext, server: str) -> None:
    with somebody_new(shared_context) as context:
        at_first = found(context.new_page(), server)
    with somebody_new(shared_context) as context:
        page = context.new_page()
        page.goto(f"{server}/doelbereik.js")
        context.grant_permissions(["clipboard-read"])
        context.route("**/doelbereik.css", lambda route: route.abort())
        page.evaluate(LEAVE)
        left = found(page, server)
    with somebody_new(shared_context) as context:
        page = context.new_page()
        assert found(page, server) == at_first
        assert page.evaluate("async () => (await fetch('/doelbereik.css')).ok")
    assert left == {
        "cookies": "left=yes",
        "stored": ["left", "left"],
        "databases": ["left"],
        "caches": ["left"],
        "copying": "granted",
    }
