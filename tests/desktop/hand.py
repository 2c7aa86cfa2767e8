"""A hand with a mouse and a keyboard, for what a person does outside the page: icons, menus and dialogs of the system.

It moves by the XTEST extension of X, which comes before everything that a program could tell from a real hand.
"""

import time
from ctypes import CDLL, c_ulong, c_void_p

LEFT, RIGHT = 1, 3
# The names of X for keys that are no letter; a letter or a sign is its own number.
KEYS = {"Return": 0xFF0D, "Escape": 0xFF1B, "Up": 0xFF52, "Down": 0xFF54, "Shift": 0xFFE1, "Control": 0xFFE3}
BETWEEN_SECONDS = 0.05


class Hand:
    """Works on one screen until it is closed."""

    def __init__(self, display: str) -> None:
        self._x, self._test = CDLL("libX11.so.6"), CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._display = c_void_p(self._x.XOpenDisplay(display.encode()))
        assert self._display.value, f"there is no screen {display}"

    def click(self, place: tuple[int, int], *, button: int = LEFT) -> None:
        """Go there, press and let go."""
        self._test.XTestFakeMotionEvent(self._display, -1, *place, c_ulong(0))
        self._done()
        for is_down in (1, 0):
            self._test.XTestFakeButtonEvent(self._display, button, is_down, c_ulong(0))
            self._done()

    def press(self, *names: str) -> None:
        """Press keys together, the first ones held until the last one was pressed."""
        keys = [self._x.XKeysymToKeycode(self._display, c_ulong(KEYS.get(name) or ord(name))) & 0xFF for name in names]
        for key in keys:
            self._test.XTestFakeKeyEvent(self._display, key, 1, c_ulong(0))
        for key in reversed(keys):
            self._test.XTestFakeKeyEvent(self._display, key, 0, c_ulong(0))
        self._done()

    def type(self, text: str) -> None:
        """Write small letters, digits, `/`, `-` and `.`; others would need another key held."""
        for sign in text:
            self.press(sign)

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _done(self) -> None:
        self._x.XSync(self._display, 0)
        time.sleep(BETWEEN_SECONDS)
