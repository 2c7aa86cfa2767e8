"""The words of tag 86, as each country cuts them."""

import pytest

from backend.imports.formats.mt940.information import Information, read_information
from backend.imports.formats.mt940.tags import Tag


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Bakery", "Main street"], Information("Bakery Main street", None)),
        (["x" * 65, "yz"], Information("x" * 65 + "yz", None)),
        (["x" * 61, "y" * 65, "z"], Information("x" * 61 + "y" * 65 + "z", None)),
        (["x" * 80, "yz"], Information("x" * 80 + " yz", None)),
        (
            [
                "166?00SEPA-UEBERWEISUNG?100399?20EREF+NR 4711?21SVWZ+Rent for March and a b?22it more",
                "?32ANNA?33 SCHMIDT",
            ],
            Information("Rent for March and a bit more", "ANNA SCHMIDT"),
        ),
        (["105?00FOLGELASTSCHRIFT?32POWER CO"], Information("FOLGELASTSCHRIFT", "POWER CO")),
        (["000>100555>20Fee for card>32Bank>33"], Information("Fee for card", "Bank")),
        (["/TRTP/SEPA/IBAN/NL02/NAME/J. Jansen/REMI/Invoice 12/EREF/X"], Information("Invoice 12", "J. Jansen")),
        (["/CNTP/NL02ABNA/ABNANL2A/J. Jansen/Utrecht/REMI/USTD//Invoice 12"], Information("Invoice 12", "J. Jansen")),
        (["/ORDP//NAME/Bedrijf B.V./REMI/"], Information("Bedrijf B.V.", "Bedrijf B.V.")),
        (["Is this right? Yes, 20 times"], Information("Is this right? Yes, 20 times", None)),
        ([""], Information("", None)),
    ],
)
def test_words_as_each_country_cuts_them(lines: list[str], words: Information) -> None:
    assert read_information([Tag("86", 1, lines)]) == words


def test_without_a_tag_there_are_no_words() -> None:
    assert read_information([]) == Information("", None)


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    assert read_information([Tag("86", 1, ["?20" + "x" * 27] * 20_000)]).description.startswith("x")
