"""Two ways to go through the dashboard, by keyboard alone and by mouse alone, with the same few things a visitor does.

Neither has a shortcut: the keyboard gets to a thing by pressing Tab until it is there, the mouse clicks on what shows.
What they look for they name as a screen reader reads it out: by role and name.
"""

import re
from collections.abc import Callable
from typing import Literal, Protocol

from playwright.sync_api import Locator, Page, expect

Role = Literal["link", "button", "combobox", "searchbox", "option"]

# Who has pressed Tab this often gives up.
MOST_STOPS = 60
# A list of choices shows a few of them; this often the wheel turns before the visitor gives up.
MOST_TURNS = 40
ONE_TURN = 150
A_MOMENT_MS = 200
MARGIN = (10, 400)
IS_ABOVE = "one => Boolean(one.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"


class Visitor(Protocol):
    """Who does something on a page; the page waits for what it leads to, as a reader does."""

    page: Page

    def follow(self, name: str | re.Pattern[str], inside: Locator | None = None) -> None:
        """Go along a link."""

    def press(self, name: str) -> None:
        """Press a button."""

    def choose(self, label: str, option: str) -> None:
        """Choose one of a list."""

    def add(self, label: str, option: str) -> None:
        """Choose one more of a list that holds several."""

    def search(self, label: str, words: str) -> None:
        """Type in a field."""


class ByMouse:
    """Clicks on what shows, turns the wheel over a list, and types in a field that was clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str | re.Pattern[str], inside: Locator | None = None) -> None:
        one(inside or self.page, "link", name).click()

    def press(self, name: str) -> None:
        one(self.page, "button", name).click()

    def choose(self, label: str, option: str) -> None:
        one(self.page, "combobox", label).click()
        self._pick(option)
        expect(one(self.page, "combobox", label)).to_have_value(option)

    def add(self, label: str, option: str) -> None:
        one(self.page, "combobox", label).click()
        self._pick(option)
        expect(chosen(self.page, option)).to_be_visible()
        # A click beside the list, in the margin of the page, closes it.
        self.page.mouse.click(*MARGIN)
        expect(self.page.get_by_role("listbox")).to_have_count(0)

    def search(self, label: str, words: str) -> None:
        one(self.page, "searchbox", label).click()
        self.page.keyboard.type(words)

    def _pick(self, option: str) -> None:
        shown = self.page.get_by_role("listbox")
        wanted = one(shown, "option", option)
        shown.hover()
        for _ in range(MOST_TURNS):
            self.page.wait_for_timeout(A_MOMENT_MS)
            if self._is_in_full_sight(wanted, shown):
                break
            self.page.mouse.wheel(0, ONE_TURN)
        self._let_it_rest(wanted)
        wanted.click()

    def _is_in_full_sight(self, wanted: Locator, shown: Locator) -> bool:
        """Return whether all of a choice shows: of what shows in part, the list moves away when it is pressed."""
        one_box, all_box = (box.bounding_box() if box.count() else None for box in (wanted, shown))
        if one_box is None or all_box is None:
            return False
        above, below = one_box["y"] - all_box["y"], all_box["y"] + all_box["height"] - one_box["y"] - one_box["height"]
        return above >= 0 and below >= 0

    def _let_it_rest(self, wanted: Locator) -> None:
        """Wait until a list that was turned stands still: who presses on what moves away lets go of something else."""
        before, now = None, wanted.bounding_box()
        while now != before:
            self.page.wait_for_timeout(A_MOMENT_MS)
            before, now = now, wanted.bounding_box()


class ByKeyboard:
    """Presses keys and knows where it is from what has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str | re.Pattern[str], inside: Locator | None = None) -> None:
        self.tab_to("link", name, inside)
        self.page.keyboard.press("Enter")

    def press(self, name: str) -> None:
        self.tab_to("button", name)
        self.page.keyboard.press("Enter")

    def choose(self, label: str, option: str) -> None:
        self.tab_to("combobox", label)
        self._type_and_take(option)
        expect(one(self.page, "combobox", label)).to_have_value(option)

    def add(self, label: str, option: str) -> None:
        self.tab_to("combobox", label)
        self._type_and_take(option)
        expect(chosen(self.page, option)).to_be_visible()
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("listbox")).to_have_count(0)

    def search(self, label: str, words: str) -> None:
        self.tab_to("searchbox", label)
        self.page.keyboard.type(words)

    def tab_to(self, role: Role, name: str | re.Pattern[str], inside: Locator | None = None) -> None:
        """Press Tab, or Shift+Tab to what stands above, until it is reached; who passes too much gives up."""
        wanted = one(inside or self.page, role, name)
        wanted.wait_for()
        key = "Shift+Tab" if wanted.evaluate(IS_ABOVE) else "Tab"
        passed: list[str] = []
        while wanted.and_(self.page.locator(":focus")).count() == 0:
            assert len(passed) < MOST_STOPS, f"{role} {name!r} not within {MOST_STOPS} stops: {passed}"
            self.page.keyboard.press(key)
            passed.append(self.where())

    def where(self) -> str:
        """Return what has the focus, as it is read out; the page itself when nothing has."""
        focused = self.page.locator(":focus")
        return focused.aria_snapshot().partition("\n")[0] if focused.count() else "the page"

    def _type_and_take(self, option: str) -> None:
        self.page.keyboard.type(option)
        wanted = one(self.page.get_by_role("listbox"), "option", option)
        wanted.wait_for()
        self.page.keyboard.press("Enter")


WAYS: dict[str, Callable[[Page], Visitor]] = {"keyboard": ByKeyboard, "mouse": ByMouse}


def one(inside: Page | Locator, role: Role, name: str | re.Pattern[str]) -> Locator:
    """Return what has this role and this whole name; a name that starts so is given as a pattern."""
    return inside.get_by_role(role, name=name, exact=True)


def chosen(page: Page, option: str) -> Locator:
    """Return a choice as it stands in its field, among others."""
    return page.get_by_test_id("stMultiSelectTagsContainer").get_by_text(option, exact=True)
