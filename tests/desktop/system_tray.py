"""The tray of a desktop, made of the library of X alone.

An icon asks the owner of a selection for a place, and is embedded in its window (the System Tray Protocol of
freedesktop.org).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CDLL, Structure, Union, byref, c_char, c_int, c_long, c_ulong, c_void_p

CLIENT_MESSAGE = 33
STRUCTURE_CHANGES = 1 << 17
REQUEST_DOCK = 0
SIZE = 32


class Message(Structure):
    """XClientMessageEvent, with long data."""

    _fields_ = (
        ("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p),
        ("window", c_ulong), ("message_type", c_ulong), ("format", c_int), ("data", c_long * 5),
    )  # fmt: skip


class Event(Union):
    """XEvent: as large as X may fill it."""

    _fields_ = (("type", c_int), ("message", Message), ("all", c_char * 192))


class SystemTray:
    """A tray at the upper left corner of a screen. Icons are placed side by side as they ask."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._x = CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XInternAtom.restype = self._x.XCreateSimpleWindow.restype = c_ulong
        self._x.XDefaultRootWindow.restype = c_ulong
        self._display = c_void_p(self._x.XOpenDisplay(name.encode()))
        assert self._display.value, f"there is no screen {name}"
        self._root = self._x.XDefaultRootWindow(self._display)
        self._window = self._x.XCreateSimpleWindow(
            self._display, c_ulong(self._root), 0, 0, 4 * SIZE, SIZE, 0, c_ulong(0), c_ulong(0)
        )
        self._x.XMapWindow(self._display, c_ulong(self._window))
        self.icons = 0
        self._own()

    def place_icons(self) -> int:
        """Give every icon that has asked its place; return how many there are."""
        event = Event()
        while self._x.XPending(self._display):
            self._x.XNextEvent(self._display, byref(event))
            asked = event.message
            is_asking = event.type == CLIENT_MESSAGE and asked.message_type == self._atom("_NET_SYSTEM_TRAY_OPCODE")
            if is_asking and asked.data[1] == REQUEST_DOCK:
                icon = c_ulong(asked.data[2])
                self._x.XReparentWindow(self._display, icon, c_ulong(self._window), self.icons * SIZE, 0)
                self._x.XResizeWindow(self._display, icon, SIZE, SIZE)
                self._x.XMapWindow(self._display, icon)
                self.icons += 1
        self._x.XSync(self._display, 0)
        return self.icons

    def middle_of(self, icon: int) -> tuple[int, int]:
        """Where on the screen to click for an icon, with nothing above it."""
        self._x.XRaiseWindow(self._display, c_ulong(self._window))
        self._x.XSync(self._display, 0)
        return icon * SIZE + SIZE // 2, SIZE // 2

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _own(self) -> None:
        """From now on this is the tray of the screen, and everybody who waits for one is told."""
        selection = self._atom("_NET_SYSTEM_TRAY_S0")
        self._x.XSetSelectionOwner(self._display, c_ulong(selection), c_ulong(self._window), c_ulong(0))
        told = Event()
        told.message = Message(
            type=CLIENT_MESSAGE, window=self._root, message_type=self._atom("MANAGER"), format=32,
            data=(c_long * 5)(0, selection, self._window, 0, 0),
        )  # fmt: skip
        self._x.XSendEvent(self._display, c_ulong(self._root), 0, c_long(STRUCTURE_CHANGES), byref(told))
        self._x.XSync(self._display, 0)

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))


@contextmanager
def system_tray(display: str) -> Iterator[SystemTray]:
    tray = SystemTray(display)
    try:
        yield tray
    finally:
        tray.close()
