"""A long file is read block by block and its rows lie on the disk: what it says is what a short one says."""

import io
import re
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.content import Content, LongContent
from backend.imports.encoding import decode, decode_long
from backend.imports.errors import UnreadableFile
from backend.imports.formats import csv_file, mt940_tags
from backend.imports.formats.ofx_frame import MARK, Frame
from backend.imports.reading import read
from backend.infra.spool import Room, Spool
from tests.backend.imports.test_corpus import FILES, TESTS

STUB = rf"<STMTTRNP?\s*>{MARK}\d+{MARK}[^{MARK}]*?</STMTTRNP?\s*>"
MOVEMENT = "<STMTTRN>\n<TRNTYPE>DEBIT\n<DTPOSTED>202601{:02}\n<TRNAMT>-{}.00\n<FITID>{}\n<NAME>Café {}\n</STMTTRN>\n"


def long(data: bytes) -> LongContent:
    """These bytes as those of a long file."""
    return LongContent(io.BytesIO(data), len(data))


def said(data: Content, name: str, room: Room) -> Any:
    """Everything that a file says, or why it cannot be read."""
    try:
        found = read(data, filename=name, mapping=None, currency="EUR", account_type=None, room=room)
    except UnreadableFile as refused:
        return refused.message
    rows = ("drafts", "problems", "left_out")
    return [
        {field.name: list(getattr(one, field.name)) if field.name in rows else getattr(one, field.name)
         for field in fields(one)}
        for one in found
    ]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_a_long_file_says_what_a_short_one_says(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    assert said(long(data), path.name, Room(tmp_path, 1)) == said(data, path.name, Room())


@pytest.mark.parametrize(
    "name",
    [
        "csv/barclays.csv",
        "ofx/two_accounts.ofx",
        "camt/german_052_v2.xml",
        "qif/quicken_two_accounts.qif",
        "mt940/german_sta_1252.sta",
    ],
)
def test_many_rows_lie_on_the_disk(name: str, tmp_path: Path) -> None:
    path = TESTS / "samples" / name
    found = read(
        path.read_bytes(), filename=path.name, mapping=None, currency="EUR", account_type=None, room=Room(tmp_path, 0)
    )
    assert any(isinstance(one.drafts, Spool) for one in found)


def test_accounts_of_a_long_file_share_the_room(tmp_path: Path) -> None:
    path = TESTS / "samples/ofx/two_accounts.ofx"
    for data, is_on_disk in ((path.read_bytes(), False), (long(path.read_bytes()), True)):
        found = read(data, filename=path.name, mapping=None, currency="EUR", account_type=None, room=Room(tmp_path, 9))
        assert [isinstance(one.drafts, Spool) for one in found] == [is_on_disk] * 2


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "gb18030", "shift_jis", "big5", "euc_kr")
letters = st.text(st.sampled_from("aZ9 ,\n\r\0é€ÃÂ©ß東京账单\ufeff"), max_size=200)
written = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda text, encoding: text.encode(encoding, "replace"), letters, st.sampled_from(ENCODINGS)),
)


@given(written, st.sampled_from(ENCODINGS), st.integers(1, 9), st.integers(0, 50), st.integers(0, 200))
def test_a_text_decoded_in_blocks_is_the_text(data: bytes, encoding: str, block: int, start: int, end: int) -> None:
    whole = decode(data, encoding).text
    found = decode_long(long(data), encoding, block)
    assert (found[:], len(found)) == (whole, len(whole))
    assert found[start:end] == whole[start:end]
    for wanted in ("\n", "é", "a9", "\ufffd"):
        assert found.find(wanted, start, end) == whole.find(wanted, start, end)
        assert (wanted in found) == (wanted in whole)


def said_in_blocks(text: str, name: str) -> Any:
    """What a text says that is long, read in small blocks, and with no room for rows in memory."""
    with pytest.MonkeyPatch.context() as changed, TemporaryDirectory() as folder:
        changed.setattr(csv_file, "_BLOCK", 7)
        return said(long(text.encode("utf-8", "surrogateescape")), name, Room(Path(folder), 0))


qif = st.lists(
    st.sampled_from(
        ["!Type:Bank", "!Type:CCard", "!Account", "!Type:Cat", "!Option:MDY", "!Clear:AutoSwitch", "NSavings", "TBank",
         "NGiro", "^", "^", "^", "D1/2'04", "D3/4/99", "D13.2.2024", "D2/30/2024", "T-1.50", "T1.234", "T2,5", "U2,5",
         "PCafé", "POpening Balance", "L[Savings]", "LFood:Out", "MLatte", "Mp\udcc3", "", " ", "SFood", "$-1.50"]
    ), max_size=40,
).map("\n".join)  # fmt: skip


@given(qif, st.sampled_from(["", "!Type:Bank\n", "!Account\nNGiro\n^\n!Type:Bank\n"]))
def test_qif_read_in_blocks_says_what_it_says_as_a_whole(text: str, head: str) -> None:
    text = head + text
    assert said_in_blocks(text, "a.qif") == said(text.encode("utf-8", "surrogateescape"), "a.qif", Room())


mt940 = st.lists(
    st.sampled_from(
        [":20:STARTUMS", ":25:10020030/0000123456", ":25:NL00BANK0123456789EUR", ":28C:1/1", ":60F:C240101EUR10,00",
         ":60F:D240131CHF2,50", ":61:2401150115D12,50NMSCNONREF", ":61:2401020102CR3,00N544//BANK0000123",
         ":61:240230C1,00NTRF", ":61:nothing", ":61:2401180118EC3,00NTRFNONREF", ":86:106?00CARD?20SVWZ+COFFEE BAR",
         "?32BÄCKER", "more of it", ":62F:C240131EUR0,50", ":62M:C240131USD0,50", ":64:C240131EUR1,00", ":34F:EUR0,",
         ":NS:01Coffee", "-}{5:}", "{1:F01}{4:", "-", "", " "]
    ), max_size=40,
)  # fmt: skip


@given(mt940, st.sampled_from(["\n", "\r\n", "\r", "@@", "@@\r\n"]))
def test_mt940_read_in_blocks_says_what_it_says_as_a_whole(lines: list[str], line_end: str) -> None:
    text = ":20:STARTUMS\n" + line_end.join(lines)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(mt940_tags, "_LOOKED_AT", 5)
        assert said_in_blocks(text, "a.sta") == said(text.encode(), "a.sta", Room())


pieces = st.lists(
    st.sampled_from(
        ["<STMTTRN>", "</STMTTRN>", "<STMTTRNP >", "<TRNAMT>-1,5\n", "<TRNAMT>2.5", "\n", "<STMTRS>", "<NAME>é",
         "<ORG>", "<MEMO>A < B", MOVEMENT.format(1, 2, 3, 4), MOVEMENT.format(2, 3, 4, 5).replace("\n", "")]
    ), max_size=25,
)  # fmt: skip


@given(pieces, st.integers(1, 60))
def test_a_frame_and_its_movements_are_the_text(text: list[str], window: int) -> None:
    whole = "<OFX>" + "".join(text)
    frame = Frame(decode_long(long(whole.encode()), "utf-8"), window)
    assert re.sub(STUB, lambda stub: frame.movement(stub[0]), frame.text) == whole
    for stub in re.finditer(STUB, frame.text):
        before = re.sub(STUB, lambda stub: frame.movement(stub[0]), frame.text[: stub.start()])
        assert frame.text.count("\n", 0, stub.start()) + frame.lines_before(stub.start()) == before.count("\n")
