"""Normalised text for comparing words (no accents, capitals or punctuation), and month names of many languages."""

import re
import unicodedata

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
_NOT_WORDS = re.compile(r"[\W_]+")


def fold_letters(text: str) -> str:
    """Return the text in small letters and without accents; other scripts stay."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o").replace("ı", "i"))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def words_of(text: str) -> str:
    """Return folded words with single spaces: "Betrag (EUR)" and "Running_Balance" become "betrag eur", ..."""
    return " ".join(_NOT_WORDS.sub(" ", fold_letters(_CAMEL.sub(" ", text))).split())


def header_words(text: str) -> str:
    """Return the words of a header without what it says in brackets, unless that is all it says."""
    return words_of(_BRACKETS.sub(" ", text)) or words_of(text)


_NAMES = (
    "jan january januar janvier janv januari enero ene gennaio gen janeiro styczen stycznia sty leden ledna "
    "ianuarie ian"
    " январь января янв ocak oca tammikuu tammi jaen januára sijecanj",
    "feb february februar fevrier fevr fev februari febrero febbraio fevereiro luty lutego lut unor unora februarie"
    " февраль февраля фев subat sub helmikuu helmi veljaca",
    "mar march marz maerz mrz mars maart mrt marzo marco marzec marca brezen brezna martie март марта mart maaliskuu"
    " maalis ozujak marcius",
    "apr april avril avr abril abr aprile kwiecien kwietnia kwi duben dubna aprilie апрель апреля апр nisan nis"
    " huhtikuu huhti travanj aprilis",
    "may mai mei mayo maggio mag maio maj maja kveten kvetna май мая mayis toukokuu touko svibanj majus",
    "jun june juni juin junio giugno giu junho czerwiec czerwca cze cerven cervna iunie iun июнь июня июн haziran haz"
    " kesakuu kesa lipanj junius",
    "jul july juli juillet juil julio luglio lug julho lipiec lipca lip cervenec cervence iulie iul июль июля июл"
    " temmuz tem heinakuu heina srpanj julius",
    "aug august aout augustus augusti agosto ago sierpien sierpnia sie srpen srpna август августа авг agustos agu"
    " elokuu elo kolovoz augusztus",
    "sep sept september septembre septiembre settembre set setembro wrzesien wrzesnia wrz zari septembrie сентябрь"
    " сентября сен сент eylul eyl syyskuu syys rujan szeptember",
    "oct october okt oktober octobre octubre ottobre ott outubro out pazdziernik pazdziernika paz rijen rijna"
    " octombrie октябрь октября окт ekim eki lokakuu loka",
    "nov november novembre noviembre novembro listopad listopada lis noiembrie ноябрь ноября ноя нояб kasim kas"
    " marraskuu marras studeni",
    "dec december dez dezember decembre diciembre dic dicembre dezembro grudzien grudnia gru prosinec prosince"
    " decembrie декабрь декабря дек aralik ara joulukuu joulu prosinac",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
