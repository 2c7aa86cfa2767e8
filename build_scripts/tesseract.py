"""A Tesseract for the tests of text recognition: the one that is named, or the one of this machine."""

import os

from build_scripts.shell import Stop, install_debian_packages, is_root_on_debian, program


def ensure_tesseract() -> None:
    """Afterwards there is a Tesseract with English. Raises Stop where it cannot be had."""
    if os.environ.get("TESSERACT_PATH"):
        return
    if program("tesseract") is None and is_root_on_debian():
        install_debian_packages("tesseract-ocr", "tesseract-ocr-eng", "tesseract-ocr-deu")
    if program("tesseract") is None:
        raise Stop("Tesseract is missing. Install it (Debian: apt-get install tesseract-ocr) or set TESSERACT_PATH.")
