"""Measures how fast an OFX file is taken apart into movements and their fields. Runs inside the app's environment."""

import time
from collections.abc import Callable, Iterator

from backend.imports.formats.ofx.reader import read_ofx
from backend.imports.formats.ofx.tokenizer import Blocks, fields_of
from build_scripts.benchmarks import figures
from build_scripts.benchmarks.figures import REPEATS, Figure, Run
from build_scripts.benchmarks.statements import movements

_HEAD = "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD\n<BANKTRANLIST>\n"
_TAIL = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"


def measure(rows: int) -> Iterator[Figure]:
    """Yield how many movements a second are taken apart, and how many are read up to their drafts."""
    text = _statement(rows)
    for measure, work in (("OFX taken apart, rows a second", _take_apart), ("OFX read, rows a second", _read)):
        yield figures.of(measure, rows, "1/s", [_rate(rows, work, text) for _ in range(REPEATS)])


def _rate(rows: int, work: Callable[[str], None], text: str) -> Run:
    began = time.perf_counter()
    work(text)
    return Run(rows / (time.perf_counter() - began))


def _take_apart(text: str) -> None:
    for block in Blocks(text).between(0, len(text)):
        fields_of(text[block.start : block.end])


def _read(text: str) -> None:
    read_ofx(text.encode(), default_currency="USD")


def _statement(rows: int) -> str:
    blocks = (
        f"<STMTTRN>\n<TRNTYPE>DEBIT\n<DTPOSTED>{row.on:%Y%m%d}120000\n<TRNAMT>{row.minor / 100:.2f}\n"
        f"<FITID>{number:012}\n<NAME>{row.text[:32]}\n<MEMO>PURCHASE AUTHORIZED REF {number}\n</STMTTRN>\n"
        for number, row in enumerate(movements(rows))
    )
    return f"{_HEAD}{''.join(blocks)}{_TAIL}"
