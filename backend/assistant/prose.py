"""What a model may write: words, and references to figures. Links are taken out, and a number that no figure says is
marked. Pure.

`[[id]]` refers to a figure; the page puts its value there. `[[?words]]` marks a number, or a reference, that no figure
says.
"""

import re
from collections.abc import Callable, Collection

from backend.ai.redaction import character_free

LINK_REMOVED = "[link removed]"
_CITED = re.compile(r"[$€£¥+−-]?\[\[([a-z0-9_.:-]{1,120})\]\]")
_MARKED = re.compile(r"\[\[\??|\]\]")
# A word is whole when white space follows it.
_WORDS = re.compile(r"(\s*)(\S+)(?=\s)")
_TLDS = (
    "com|net|org|io|app|dev|info|biz|co|me|ru|cn|xyz|example|test|invalid|eu|de|uk|us|ai|link|click|page|site|online"
    "|shop|top|ly|gg|tk|to"
)
_LINK = re.compile(
    rf"""(?:[a-z][a-z0-9+.-]{{1,20}}:/+|www\.|mailto:|javascript:|data:[a-z]|\]\()\S*
    |\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_TLDS})\b(?:[/?#:]\S*)?
    |\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b\S*""",
    re.IGNORECASE | re.VERBOSE,
)
_EDGES = re.compile(r"^([^\w$€£¥+−-]*)(.*?)([^\w%]*)$", re.DOTALL)
_DIGIT = re.compile(r"\d")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W?$", re.IGNORECASE)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_NUMBERING = re.compile(r"\d{1,2}[.)]")
_NUMBER_WORD = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half)(?:-\w+)?",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:dollars?|euros?|pounds?|cents?|bucks|percent|per|grand|%|hundred|thousand|million)", re.IGNORECASE
)
_LONGEST_WORD = 300


class Prose:
    """Reads what a model writes piece by piece and gives it on word by word, checked.

    `figure_ids` may be referred to; `known_numbers` are years and the numbers in labels, which may be written.
    """

    def __init__(self, figure_ids: Collection[str], known_numbers: Collection[str] = ()) -> None:
        self._ids = frozenset(figure_ids)
        self._known = frozenset(known_numbers)
        self._buffer = ""
        self._held = ""  # a number word with the space before it: the next word shows whether it is an amount
        self._last = ""
        self.unsourced = 0
        self.text = ""

    def feed(self, piece: str) -> str:
        """Return what can be shown after this piece."""
        self._buffer += piece
        out, at = "", 0
        for match in _WORDS.finditer(self._buffer):
            out += self._word(match[1], match[2])
            at = match.end()
        self._buffer = self._buffer[at:]
        if len(self._buffer) > _LONGEST_WORD:
            out += self._rest()
        self.text += out
        return out

    def end(self) -> str:
        """Return what is left when nothing more comes."""
        rest = self._rest()
        rest, self._held = rest + self._held, ""
        self.text += rest
        return rest

    def _rest(self) -> str:
        rest, self._buffer = self._buffer, ""
        word = rest.lstrip()
        space = rest[: len(rest) - len(word)]
        return self._word(space, word) if word else space

    def _word(self, space: str, word: str) -> str:
        held, self._held = self._held, ""
        if held and _UNIT.match(word.strip("*_(")):
            number = held.lstrip()
            held = held[: len(held) - len(number)] + self._mark(number)
        shown = space + self._checked(word, is_line_start=not self._last or "\n" in space)
        self._last = word
        if _NUMBER_WORD.fullmatch(word.strip("*_(")):
            self._held = shown
            return held
        return held + shown

    def _checked(self, word: str, *, is_line_start: bool) -> str:
        word = character_free(word).strip()
        if len(word) > _LONGEST_WORD:
            return LINK_REMOVED
        if is_line_start and (_NUMBERING.fullmatch(word) or set(word) <= set("#*-")):
            return word
        out, at = "", 0
        for match in _CITED.finditer(word):
            out += self._plain(word[at : match.start()]) + self._reference(match[1])
            at = match.end()
        return out + self._plain(word[at:])

    def _reference(self, id_: str) -> str:
        return f"[[{id_}]]" if id_ in self._ids else self._mark(id_)

    def _plain(self, text: str) -> str:
        text = _LINK.sub(LINK_REMOVED, _MARKED.sub("", text))
        before, core, after = _EDGES.fullmatch(text).groups()  # type: ignore[union-attr] # it fits any text
        if not _DIGIT.search(text) or LINK_REMOVED in text or core in self._known:
            return text
        if _DAY.fullmatch(core) and _MONTH.fullmatch(self._last.strip("*_(")):
            return text
        if not _DIGIT.search(core):
            return self._mark(text)
        return before + self._mark(core) + after

    def _mark(self, words: str) -> str:
        self.unsourced += 1
        return f"[[?{words}]]"


def checked(text: str, figure_ids: Collection[str], known_numbers: Collection[str] = ()) -> Prose:
    """Return a whole text, checked."""
    prose = Prose(figure_ids, known_numbers)
    prose.feed(text)
    prose.end()
    return prose


def without_marks(text: str) -> str:
    """Return a checked text as the model wrote it, so that it can be sent along as its own earlier turn."""
    return re.sub(r"\[\[\?([^\]]*)\]\]", r"\1", text)


def filled(text: str, value_of: Callable[[str], str]) -> str:
    """Return a checked text with the value of each figure in it, for where no page renders it."""
    return re.sub(r"\[\[([^\]?]+)\]\]", lambda match: value_of(match[1]), without_marks(text))


def without_links(text: str) -> str:
    """Return one line of a text that strangers wrote, without links and invisible characters."""
    return " ".join(_LINK.sub(LINK_REMOVED, character_free(text)).split())
