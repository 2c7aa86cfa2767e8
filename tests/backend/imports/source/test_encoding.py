"""Bytes become text, or it is seen where they do not."""

import pytest

from backend.imports.source.encoding import DAMAGED, decode

GERMAN = "Buchungstag;Empfänger;Währung;Betrag\n01.02.2024;Bäckerei Müller;EUR;-3,50\n"
POLISH = "#Data operacji;#Opis operacji;#Kwota;\n2024-01-05;Opłata za kartę, żółw;-30,00 PLN;\n"
RUSSIAN = "Дата операции;Описание;Сумма\n05.01.2024;Кофейня на углу;-120,50\n"
CHINESE = "交易时间,交易对方,商品,收/支,金额(元)\n2024-01-05,示例超市,购物,支出,12.50\n"
JAPANESE = "利用日,利用店名,利用金額\n2024/01/15,サンプル商店,1200\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_german(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)).text == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(POLISH, "cp1250"), (RUSSIAN, "cp1251"), (CHINESE, "gb18030"), (JAPANESE, "shift_jis")],
)
def test_old_pages(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_space_between_thousands_is_no_letter() -> None:
    assert "3\u00a0998,81" in decode("Date;Amount\n2024-01-05;3\u00a0998,81\n".encode("cp1252")).text


def test_bytes_of_another_encoding_stay_visible() -> None:
    text = decode("Käse\nMüll\nGöring\n".encode("cp1252") + "Bücher\n".encode()).text
    assert [bool(DAMAGED.search(line)) for line in text.splitlines()] == [False, False, False, True]
