"""Decode the bytes of a file. Bytes that cannot be decoded stay visible, so that their row becomes a problem."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from backend.imports.vocabulary.headers import count_known_words
from backend.imports.vocabulary.text import fold_letters

# A damaged byte is kept as a lone surrogate (PEP 383): no real text contains one.
DAMAGED = re.compile("[\udc80-\udcff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = ("cp1252", "cp1250", "cp850", "cp852", "mac_roman", "cp1254", "cp1257", "iso8859_2", "iso8859_15")
_OTHERS = (
    "cp1251",
    "gb18030",
    "shift_jis",
    "euc_kr",
    "big5",
    "euc_jp",
    "cp1253",
    "cp1255",
    "cp1256",
    "koi8_r",
    "cp866",
)
# UTF-8 pairs as they look when read as a western page: in a western file such a line came from somewhere else.
_UTF8_IN_WESTERN = re.compile("[ÃÂÄÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


_MAY_HOLD_UTF8 = ("cp1252", "cp1250", "iso8859_2", "iso8859_15")
_BLOCK = 1 << 19


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text and the name of its encoding. Bytes that fit no reading match DAMAGED afterwards."""
    if encoding is None:
        encoding = _find_encoding(data)
    text = data.decode(encoding, "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape")
    if encoding in _MAY_HOLD_UTF8 and any(_UTF8_IN_WESTERN.search(block) for block in blocks_of(text)):
        text = "".join([_UTF8_IN_WESTERN.sub("\udcc3", block) for block in blocks_of(text)])
    if "\0" in text:
        text = text.replace("\0", "")
    return Decoded(text.removeprefix("\ufeff"), encoding)


def fits(data: bytes, encoding: str) -> bool:
    """Say whether all bytes have a meaning in this encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def blocks_of(text: str) -> Iterator[str]:
    """Yield the text in pieces that end with a line, so that no single step over a long file stops everything else."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _BLOCK) + 1 or len(text)
        yield text[start:end]
        start = end


def _find_encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _utf16_without_mark(data[:4000]):
        return wide
    return "utf-8" if fits(data, "utf-8") else _find_eight_bit(data)


def _utf16_without_mark(head: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in every second byte."""
    if len(head) < 4:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > half * 0.4 and head[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if head[0::2].count(0) > half * 0.4 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None


def _find_eight_bit(data: bytes) -> str:
    """Choose the old code page under which the text reads best."""
    sample = _interesting_lines(data)
    as_utf8 = sample.decode("utf-8", "surrogateescape")
    damaged = len(DAMAGED.findall(as_utf8))
    good = sum(not character.isascii() for character in as_utf8) - damaged
    if good >= damaged:
        return "utf-8"
    candidates = [name for name in _WESTERN + _OTHERS if fits(sample, name)]
    if not candidates:
        return _ask_charset_normalizer(sample)
    return max(candidates, key=lambda name: (_readability(sample.decode(name)), -(_WESTERN + _OTHERS).index(name)))


def _interesting_lines(data: bytes) -> bytes:
    """Return the lines that are not plain ASCII, the first few hundred of them."""
    head = data[:2_000_000].replace(b"\r", b"\n").split(b"\n")
    return b"\n".join([line for line in head if not line.isascii()][:300]) or data[-100_000:]


def _readability(text: str) -> float:
    """Known words of statements count most; then letters that stand where letters of that kind stand."""
    score = 12.0 * count_known_words(text)
    words = re.findall(r"\w*[^\W\d_a-zA-Z]\w*", text)
    for word in words[:500]:
        score += _word_score(word)
    score += 2.0 * len(re.findall(r"\d[\xa0’']\d|[\d\s][€£](?!\w)|[€£] ?\d", text[:20000]))
    oddities = re.findall(r"[^\x00-\x7f\w\s€£–’“”„°§«»·…•´®©№]", text)
    return score - 1.5 * len(oddities)


def _word_score(word: str) -> float:
    """A word of one script whose capitals stand in front reads well; a mixture does not."""
    plain = fold_letters(word)
    common = sum(character in "äöüßéèêàçñóíáúãõøåæłąęśżźćńěščřžýůőűșțğış" for character in word.lower())
    if re.search(r"[^\W\d_][¹²³]|[¹²³ªº][^\W\d_]", word):
        return -2.0
    if len(word) == 1 or re.search(r"\d[^\W\d_a-zA-Z]|[^\W\d_a-zA-Z]\d", word):
        return -1.0 if len(word) > 1 else -0.2
    if any("\u0370" <= c <= "\u05ff" for c in plain) and any("a" <= c <= "z" for c in plain):
        return -3.0
    if re.search(r"[a-zß-ÿ][A-ZÀ-Þ]", word) or re.search(r"[а-я][А-Я]", word):
        return -2.0
    if re.search(r"[\u0370-\u05ff]", word):
        return 0.6 * min(len(word), 6) if len(word) > 2 else -0.5
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]", word):
        return (
            0.8
            if re.search(r"[的一是在不了有和人这中大为上个国交易金额日期月年付款支收入出账银行消费]", word)
            else -0.3
        )
    return 1.0 if common else -0.7


def _ask_charset_normalizer(sample: bytes) -> str:
    # Loaded here because it is large and only ever needed for a rare file.
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"
