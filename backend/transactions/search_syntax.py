"""The query language of search boxes, filters, rules and saved views: its table of fields, and the parser.

    amount:>50  category:food  -tag:work  "blue bottle"  last:90d  (hotel OR payee:/air(bnb|line)/)

Terms side by side must all hold; OR separates alternatives and binds less tightly; brackets group; a minus in front of
a term or a group negates it. The parser moves negation down to the terms, so a tree has only ANDs, ORs and terms.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Literal, NamedTuple

from backend.kit.currency import is_currency
from backend.kit.errors import AppError
from backend.kit.period import first_day, last_day
from backend.kit.regular_expressions import MAX_REGEX_TEXT, compiled
from backend.kit.text import fold

Kind = Literal["text", "name", "amount", "date", "period", "choice", "flag", "presence"]
MAX_TERMS = 30
_MAX_DEPTH = 10
_LIMIT = Decimal(10) ** 13
_AMOUNT = re.compile(r"([-+−]?)[$€£¥]?(\d{1,3}(?:,\d{3})+|\d{1,13})(?:([.,])(\d{1,4}))?")
_NAME = re.compile(r"([A-Za-z]+):")
_EXPRESSION = re.compile(r"/((?:[^/\\]|\\.)*)/")
_LAST = re.compile(r"(\d{1,4})([dwmy])", re.IGNORECASE)


class BadSearch(AppError):
    """`start` and `end` are the positions of the fault in the typed text."""

    code = "bad_search"
    status = 422
    title = "This search cannot be understood"

    def __init__(self, message: str, *, start: int, end: int) -> None:
        super().__init__(message, start=start, end=end)
        self.start, self.end = start, end


class Field(NamedTuple):
    """A field of the query language. `values` are the words that a closed field takes, each with what it stands for."""

    name: str
    kind: Kind
    operators: tuple[str, ...]
    example: str
    means: str
    values: Mapping[str, tuple[str, ...]] = MappingProxyType({})


_FLAGS = (
    "in", "out", "counted", "uncategorised", "uncategorized", "flagged", "excluded", "transfer", "pending", "split",
    "locked",
)  # fmt: skip
_STATUSES = {
    "review": ("pending_review",),
    "staged": ("pending_save",),
    "confirmed": ("confirmed", "auto_confirmed"),
    "auto": ("auto_confirmed",),
    "pending_review": ("pending_review",),
    "pending_save": ("pending_save",),
    "auto_confirmed": ("auto_confirmed",),
}
_TIERS = {"merchant": "merchant_map", "none": "unmatched"} | {
    name: name
    for name in (
        "import", "amount_rule", "merchant_map", "rule", "brand", "model", "ai", "user", "unmatched",
    )
}  # fmt: skip
_PRESENCES = ("note", "tag", "category", "split")
_SOURCES = ("csv_import", "file_import", "plaid", "simplefin", "manual", "archive")
_TEXT = (":", "/…/")
_ORDER = (":", ">", ">=", "<", "<=", "..")

FIELDS: dict[str, Field] = {
    each.name: each
    for each in (
        Field("amount", "amount", _ORDER, "amount:>50", "Size of the amount; also 10..20"),
        Field("date", "date", _ORDER, "date:2026-03", "Day, month or year; also 2026-01..2026-03"),
        Field("last", "period", (":",), "last:90d", "The last days, weeks (w), months (m) or years (y)"),
        Field("category", "name", (":",), "category:food", "Category or main category"),
        Field("account", "name", (":",), "account:travel", "Account by its name or last four digits"),
        Field("tag", "name", (":",), "tag:lisbon", "Tag"),
        Field("payee", "text", _TEXT, "payee:corner", "Payee"),
        Field("text", "text", _TEXT, "text:/uber (trip|eats)/", "The bank’s description only"),
        Field("note", "text", _TEXT, "note:gift", "Note"),
        Field("currency", "choice", (":",), "currency:eur", "Currency"),
        Field("status", "choice", (":",), "status:review", "Where it stands in the review", _STATUSES),
        Field("source", "choice", (":",), "source:manual", "Where it came from", {name: (name,) for name in _SOURCES}),
        Field("tier", "choice", (":",), "tier:ai", "Who decided its category", {n: (it,) for n, it in _TIERS.items()}),
        Field("is", "flag", (":",), "is:uncategorised", "A mark", {name: (name,) for name in _FLAGS}),
        Field("has", "presence", (":",), "has:note", "Has one", {name: (name,) for name in _PRESENCES}),
    )
}


@dataclass(frozen=True, slots=True)
class Span:
    """Amounts without sign, in whole units of any currency; both ends may be open, and ends may be left out."""

    low: Decimal | None = None
    high: Decimal | None = None
    includes_ends: bool = True


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `start` to `end`, both included; either may be open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression that compiles, searched in the folded text."""

    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. `field` is "word" for a word that has no field. `start` and `end` are its place in the text."""

    field: str
    value: str | tuple[str, ...] | Span | Days | Regex
    is_not: bool = False
    start: int = dataclass_field(default=0, compare=False)
    end: int = dataclass_field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all ("and") or one ("or") must hold. No parts with "and": everything matches."""

    joint: Literal["and", "or"]
    parts: tuple["Term | Group", ...]


Expression = Term | Group


@dataclass(frozen=True, slots=True)
class AmountWord:
    """An amount typed as a word: "12.63" in either direction, "-78" money out, "+78" money in; sizes in whole units.

    One without decimals (`is_whole`) stands for every amount of that many whole units.
    """

    size: Decimal
    is_whole: bool
    direction: str | None


def amount_word(word: str) -> AmountWord | None:
    """Return the amount that a word can be read as, None for other words."""
    match = _AMOUNT.fullmatch(word)
    if match is None:
        return None
    sign, whole, _, decimals = match.groups()
    size = Decimal(whole.replace(",", "") + (f".{decimals}" if decimals else ""))
    direction = {"-": "out", "−": "out", "+": "in"}.get(sign)
    return AmountWord(size, not decimals, direction)


def parse(search: str, *, today: date) -> Expression:
    """Return the tree of a search; `today` is the end of last:90d. Raises BadSearch with the position of the fault."""
    return _Parser(search, today).whole()


def terms_of(expression: Expression) -> list[Term]:
    """Return all terms of a tree in the order in which they were typed."""
    if isinstance(expression, Term):
        return [expression]
    return [term for part in expression.parts for term in terms_of(part)]


def is_regex_in(wanted: Regex, text: str) -> bool:
    """Say whether a regular expression occurs in a text, folded."""
    expression = compiled(wanted.source)
    return expression is not None and expression.search(fold(text)[:MAX_REGEX_TEXT]) is not None


class _Token(NamedTuple):
    """`text` is "(", ")", "-(" or a term as typed; `is_quoted` says that a plain word stood in quotes."""

    text: str
    start: int
    end: int
    is_bracket: bool = False


class _Parser:
    def __init__(self, search: str, today: date) -> None:
        self._today = today
        self._tokens = _tokens(search)
        self._at = 0
        self._count = 0

    def whole(self) -> Expression:
        """Return the tree of all tokens."""
        return self._alternatives(depth=0)

    def _alternatives(self, depth: int) -> Expression:
        options = [self._together(depth)]
        while (token := self._peek()) and token.text == "OR" and not token.is_bracket:
            self._at += 1
            options.append(self._together(depth))
        return options[0] if len(options) == 1 else Group("or", tuple(options))

    def _together(self, depth: int) -> Expression:
        parts: list[Expression] = []
        while token := self._peek():
            if token.is_bracket and token.text == ")":
                break
            if token.text in ("OR", "AND") and not token.is_bracket and parts and self._is_followed():
                if token.text == "OR":
                    break
                self._at += 1
                continue
            self._at += 1
            parts.append(self._group(token, depth + 1) if token.is_bracket else self._term(token))
        return parts[0] if len(parts) == 1 else Group("and", tuple(parts))

    def _group(self, opening: _Token, depth: int) -> Expression:
        if depth > _MAX_DEPTH:
            raise _fault(f"Brackets can be nested {_MAX_DEPTH} deep.", opening)
        inner = self._alternatives(depth)
        closing = self._peek()
        if closing is None:
            raise _fault("This bracket is not closed. Add “)”.", opening)
        self._at += 1
        if inner == Group("and", ()):
            raise BadSearch("There is nothing between these brackets.", start=opening.start, end=closing.end)
        return _negated(inner) if opening.text == "-(" else inner

    def _term(self, token: _Token) -> Term:
        self._count += 1
        if self._count > MAX_TERMS:
            raise _fault(f"This search has more than {MAX_TERMS} terms. Use fewer.", token)
        return _term(token, self._today)

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _is_followed(self) -> bool:
        after = self._tokens[self._at + 1 :][:1]
        return bool(after) and not (after[0].is_bracket and after[0].text == ")")


def _tokens(search: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = depth = 0
    while at < len(search):
        if search[at].isspace():
            at += 1
        elif search[at] == "(" or search.startswith("-(", at):
            length = 1 if search[at] == "(" else 2
            tokens.append(_Token(search[at : at + length], at, at + length, is_bracket=True))
            depth, at = depth + 1, at + length
        elif search[at] == ")" and depth:
            tokens.append(_Token(")", at, at + 1, is_bracket=True))
            depth, at = depth - 1, at + 1
        else:
            end = _end_of_term(search, at, is_grouped=depth > 0)
            tokens.append(_Token(search[at:end], at, end))
            at = end
    return tokens


def _end_of_term(search: str, start: int, *, is_grouped: bool) -> int:
    """Return where the term that begins at `start` ends: quotes and /…/ keep blanks together."""
    at = start + (search[start] == "-")
    if name := _NAME.match(search, at):
        field = FIELDS.get(name[1].lower())
        at = name.end() if field or search.startswith('"', name.end()) else at
        if field and field.kind == "text" and search.startswith("/", at):
            expression = _EXPRESSION.match(search, at)
            return expression.end() if expression else len(search)
    if search.startswith('"', at):
        closing = search.find('"', at + 1)
        return closing + 1 if closing >= 0 else len(search)
    inner = 0
    while at < len(search) and not search[at].isspace():
        if is_grouped and search[at] == ")" and not inner:
            break
        inner += (search[at] == "(") - (search[at] == ")")
        at += 1
    return max(at, start + 1)


def _term(token: _Token, today: date) -> Term:
    is_not = token.text.startswith("-") and len(token.text) > 1
    text = token.text[is_not:]
    named = _NAME.match(text)
    field = FIELDS.get(named[1].lower()) if named else None
    if named and field:
        value = text[named.end() :]
        if field.kind == "text" and value.startswith("/"):
            parsed: str | tuple[str, ...] | Span | Days | Regex = _regex(value, token)
        else:
            parsed = _parsed(field, _unquoted(value), token, today)
        return Term(field.name, parsed, is_not, token.start, token.end)
    if is_not and not text.startswith('"') and amount_word(token.text):
        # A minus before an amount is its sign.
        return Term("word", token.text, False, token.start, token.end)
    # An unknown field is text: bank texts are full of colons.
    word = f"{named[0]}{_unquoted(text[named.end() :])}" if named else _unquoted(text)
    return Term("word", word, is_not, token.start, token.end)


def _unquoted(text: str) -> str:
    return text[1:].removesuffix('"') if text.startswith('"') else text


def _parsed(field: Field, value: str, token: _Token, today: date) -> str | tuple[str, ...] | Span | Days:
    if not value:
        raise _fault(f"“{token.text}” needs a value, for example {field.example}.", token)
    match field.kind:
        case "amount":
            return _span(value, token)
        case "date":
            return _days(value, token)
        case "period":
            return _last(value, token, today)
        case "choice" if field.name == "currency":
            if not is_currency(value.upper()):
                raise _fault(f"“{value}” is not a currency. Write for example currency:eur.", token)
            return value.upper()
        case "choice" | "flag" | "presence":
            wanted = "note" if (field.name, value.lower()) == ("has", "notes") else value.lower()
            if wanted == "rule" and field.name == "tier":
                # Rules about amounts are rules too.
                return ("rule", "amount_rule")
            if wanted not in field.values:
                known = ", ".join(field.values)
                raise _fault(f"“{field.name}:{value}” cannot be searched. {field.name}: takes {known}.", token)
            return field.values[wanted]
        case _:
            return value


def _regex(value: str, token: _Token) -> Regex:
    match = _EXPRESSION.fullmatch(value)
    if match is None:
        raise _fault("This regular expression is not closed. Add “/”.", token)
    source = match[1].replace("\\/", "/")
    if not source or compiled(source) is None:
        raise _fault(
            "This regular expression cannot be used: it is empty, longer than 100 characters, or has a part that RE2 "
            "does not know, such as lookahead (?=…).",
            token,
        )
    return Regex(source)


def _span(value: str, token: _Token) -> Span:
    if ".." in value:
        low, _, high = value.partition("..")
        return Span(_number(low, token) if low else None, _number(high, token) if high else None)
    for sign in (">=", "<=", ">", "<", "="):
        if value.startswith(sign):
            number = _number(value[len(sign) :], token)
            if sign == "=":
                return Span(number, number)
            ends = sign.endswith("=")
            return Span(number, None, ends) if sign[0] == ">" else Span(None, number, ends)
    number = _number(value, token)
    return Span(number, number)


def _number(text: str, token: _Token) -> Decimal:
    try:
        number = abs(Decimal(text.replace(",", "")))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number > _LIMIT:
        raise _fault(f"“{text}” is not an amount. Write for example amount:>50 or amount:10..20.", token)
    return number


def _days(value: str, token: _Token) -> Days:
    for sign in (">=", "<=", ">", "<"):
        if value.startswith(sign):
            day = value[len(sign) :]
            try:
                match sign:
                    case ">=":
                        return Days(_day(day, token, at_end=False), None)
                    case ">":
                        return Days(_day(day, token, at_end=True) + timedelta(days=1), None)
                    case "<=":
                        return Days(None, _day(day, token, at_end=True))
                    case _:
                        return Days(None, _day(day, token, at_end=False) - timedelta(days=1))
            except OverflowError:
                raise _fault(f"“{value}” has no days.", token) from None
    first, dots, last = value.partition("..")
    if not dots:
        return Days(_day(first, token, at_end=False), _day(first, token, at_end=True))
    start = _day(first, token, at_end=False) if first else None
    return Days(start, _day(last, token, at_end=True) if last else None)


def _day(text: str, token: _Token, *, at_end: bool) -> date:
    try:
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 12, 31) if at_end else date(int(text), 1, 1)
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return last_day(text) if at_end else first_day(text)
        return date.fromisoformat(text)
    except (ValueError, AppError):
        raise _fault(
            f"“{text}” is not a day. Write for example date:2026-03 or date:2026-01..2026-06.", token
        ) from None


def _last(value: str, token: _Token, today: date) -> Days:
    match = _LAST.fullmatch(value)
    if match is None or int(match[1]) == 0:
        raise _fault(f"“{value}” is not a time. Write for example last:90d, last:6w, last:12m or last:2y.", token)
    count, unit = int(match[1]), match[2].lower()
    try:
        if unit in "dw":
            return Days(today - timedelta(days=count * (7 if unit == "w" else 1) - 1), None)
        months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
        month = f"{months // 12:04d}-{months % 12 + 1:02d}"
        return Days(min(first_day(month) + timedelta(days=today.day), last_day(month) + timedelta(days=1)), None)
    except (ValueError, OverflowError, AppError):
        raise _fault(f"“{value}” goes back too far.", token) from None


def _negated(expression: Expression) -> Expression:
    if isinstance(expression, Term):
        return replace(expression, is_not=not expression.is_not)
    return Group("and" if expression.joint == "or" else "or", tuple(map(_negated, expression.parts)))


def _fault(message: str, token: _Token) -> BadSearch:
    return BadSearch(message, start=token.start, end=token.end)
