"""Draws the desktop app's icons from electron/icons/*.svg: `.venv/bin/python -m build_scripts.icons`.

What it makes is committed, so that building the app needs no browser.
"""

import os
import struct
import sys
from collections.abc import Sequence

from playwright.sync_api import Page, sync_playwright

from build_scripts import chromium
from build_scripts.paths import ELECTRON

DRAWN = ELECTRON / "icons"
MADE = DRAWN / "made"
# An .ico holds any sizes; an .icns names each of them by four letters.
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_NAMES = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def main() -> int:
    MADE.mkdir(exist_ok=True)
    os.environ.update(chromium.driver_environment())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=["--no-sandbox"])
        page = browser.new_page()
        drawn = {size: picture(page, "icon", size) for size in {512, *ICO_SIZES, *ICNS_NAMES.values()}}
        files = {
            "icon.png": drawn[512],
            "icon.ico": ico({size: drawn[size] for size in ICO_SIZES}),
            "icon.icns": icns([(name, drawn[size]) for name, size in ICNS_NAMES.items()]),
            "tray.png": picture(page, "tray", 22),
            "tray@2x.png": picture(page, "tray", 44),
            "trayTemplate.png": picture(page, "tray-mac", 18),
            "trayTemplate@2x.png": picture(page, "tray-mac", 36),
        }
        browser.close()
    for name, content in files.items():
        (MADE / name).write_bytes(content)
    return 0


def picture(page: Page, name: str, size: int) -> bytes:
    """The drawing as a PNG of this size, on nothing."""
    svg = (DRAWN / f"{name}.svg").read_text(encoding="utf-8")
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}")
    return page.screenshot(omit_background=True)


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon that holds these PNGs."""
    rows, place = b"", 6 + 16 * len(pictures)
    for size, content in pictures.items():
        rows += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), place)
        place += len(content)
    return struct.pack("<HHH", 0, 1, len(pictures)) + rows + b"".join(pictures.values())


def icns(pictures: Sequence[tuple[bytes, bytes]]) -> bytes:
    """A macOS icon that holds these PNGs."""
    rows = b"".join(name + struct.pack(">I", len(content) + 8) + content for name, content in pictures)
    return b"icns" + struct.pack(">I", len(rows) + 8) + rows


if __name__ == "__main__":
    sys.exit(main())
