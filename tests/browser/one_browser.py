"""One warm browser that many tests visit with, each as somebody who was never here.

Streamlit is 2.8 MB of script, and to fetch and to read it costs more than most tests. So the tests of a process share a
context, in whose cache it stays, and the process of the pages, which a tab that nobody looks at keeps alive. What a
page remembers of a visitor goes with the test: cookies, storage, permissions, and the pages themselves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

# Otherwise every tab begins anew, however warm the cache is.
OPTION = "--process-per-site"
STORED = "local_storage,indexeddb,cache_storage,service_workers,file_systems"


@contextmanager
def warm_context(browser: Browser, **options: object) -> Iterator[BrowserContext]:
    """Give a context to visit with one after the other."""
    with browser.new_context(**options) as context:
        kept = context.new_page()
        # A page of the site of every server here, of none of them; in this tab alone: routing switches its cache off.
        kept.route("http://localhost/", lambda route: route.fulfill(body="", content_type="text/html"))
        kept.goto("http://localhost/")
        yield context


@contextmanager
def somebody_new(warm: BrowserContext) -> Iterator[BrowserContext]:
    """Give the warm context to one visitor, and let nothing of the visit stay."""
    kept = warm.pages[0]
    opened: list[Page] = []
    visited: set[str] = set()

    def follow(page: Page) -> None:
        opened.append(page)
        page.on("framenavigated", lambda frame: visited.add("{0.scheme}://{0.netloc}".format(urlsplit(frame.url))))

    warm.on("page", follow)
    try:
        yield warm
    finally:
        warm.remove_listener("page", follow)
        for page in opened:
            page.close()
        warm.unroute_all()
        warm.clear_permissions()
        warm.clear_cookies()
        # `set_storage_state` would open a page at every address again: a third of a visit.
        storage = warm.new_cdp_session(kept)
        for origin in visited - {"://"}:
            storage.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": STORED})
        storage.detach()
