"""A page and what a person wants on it in, the way there by mouse or by keyboard alone out."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 60
"""Stops of Tab that a person would still go through; a way that is longer wants a shorter one."""

_STOP = """wanted => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const ringed = each => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
      || (style.stroke !== 'none' && parseFloat(style.strokeWidth) >= 2);
  };
  const around = [at, at.closest('label'), at.querySelector('.hot')].filter(Boolean);
  const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]];
  const shown = points.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (at.contains(top) || top.contains(at));
  });
  const name = at.getAttribute('aria-label') || at.innerText || at.name || at.value || '';
  return {
    name: `${at.tagName.toLowerCase()} ${name.trim().replace(/\\s+/g, ' ').slice(0, 40)}`,
    lost: at === document.body, there: at === wanted, seen: around.some(ringed) && shown,
  };
}"""


class Mouse:
    """A hand on a mouse: it goes straight to what it wants, and types where it has clicked."""

    name = "mouse"

    def __init__(self, page: Page) -> None:
        self.page = page

    def search(self, text: str) -> None:
        """Ask for `text` in the search field."""
        self.write(self.page.locator("#q"), text)
        self.page.locator("#q").locator("xpath=following::button[1]").click()

    def to_hits(self) -> None:
        """Go to the first hit: there is nothing to do."""

    def skip(self, words: str) -> None:
        """Go past what stands before: there is nothing to do."""

    def press(self, wanted: Locator, *, back: bool = False) -> None:
        """Follow a link or press a button."""
        wanted.click()

    def write(self, wanted: Locator, text: str, *, back: bool = False) -> None:
        """Write `text` over what stands in a field."""
        wanted.click()
        wanted.fill(text)


class Keyboard:
    """Hands on a keyboard alone: Tab, Shift and Tab, Enter, the arrows, the key / and letters."""

    name = "keyboard"

    def __init__(self, page: Page) -> None:
        self.page = page

    def search(self, text: str) -> None:
        """Ask for `text` in the search field."""
        self.page.keyboard.press("/")
        expect(self.page.locator("#q")).to_be_focused()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def to_hits(self) -> None:
        """Go to the first hit by the keys that the help names."""
        self.page.keyboard.press("/")
        self.page.keyboard.press("ArrowDown")

    def skip(self, words: str) -> None:
        """Follow the link of that name that leads past what stands before."""
        self.press(self.page.get_by_role("link", name=words, exact=True))

    def press(self, wanted: Locator, *, back: bool = False) -> None:
        """Follow a link or press a button."""
        self.reach(wanted, back=back)
        self.page.keyboard.press("Enter")

    def write(self, wanted: Locator, text: str, *, back: bool = False) -> None:
        """Write `text` over what stands in a field."""
        self.reach(wanted, back=back)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def reach(self, wanted: Locator, *, back: bool = False) -> None:
        """Press Tab, or Shift and Tab, until `wanted` has the focus.

        Raises AssertionError where a stop cannot be seen, the focus is lost, or the way is too long.
        """
        expect(wanted).to_be_visible()
        passed: list[str] = []
        stop = self._stop(wanted)
        while not stop["there"]:
            way = " → ".join(passed)
            assert len(passed) < MOST_STOPS, f"{wanted} is not within {MOST_STOPS} stops: {way}"
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            stop = self._stop(wanted)
            assert not stop["lost"], f"the focus is lost before {wanted}: {way}"
            assert stop["seen"], f"the focus cannot be seen: {way} → {stop['name']}"
            passed.append(stop["name"])

    def _stop(self, wanted: Locator) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(_STOP, wanted.element_handle())
        return found


Hand = Mouse | Keyboard
