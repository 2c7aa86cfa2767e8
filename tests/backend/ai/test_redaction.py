"""What is taken out of a text before it leaves the machine."""

import pytest

from backend.ai.redaction import LONGEST_TEXT, NeverSend, Redactor, looks_like_person

REDACTOR = Redactor(people=["Palmer", "Zoë Müller"], accounts=["Everyday Checking"])


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("SQ *KESTREL CYCLES 8841 J PALMER PORTLAND", "SQ *KESTREL CYCLES [number] J [name] PORTLAND"),
        ("DE89 3704 0044 0532 0130 00 STADTWERKE", "[number] STADTWERKE"),
        ("GB29NWBK60161331926819 RENT", "[number] RENT"),
        ("CARD 4111 1111 1111 1111 SHOP", "CARD [number] SHOP"),
        ("VISA XXXX1234 SHOP", "VISA [number] SHOP"),
        ("CALL 503-555-0147 NOW", "CALL [number] NOW"),
        ("+44 20 7946 0018 TAXI", "[number] TAXI"),
        ("AMZN MKTP US*2X4Y6Z89", "AMZN MKTP US*[number]"),
        ("PAYPAL *SPOTIFY 4029357733", "PAYPAL *SPOTIFY [number]"),
        ("anna.b+x@post.example PAID", "[email] PAID"),
        ("see HTTPS://evil.example/x?y=1 now", "see [link] now"),
        ("ZELLE TO M FINCH 503-555-0147", "ZELLE TO [name] [number]"),
        ("Venmo payment from Ana Maria Lopez", "Venmo payment from [name]"),
        ("Überweisung an Erika Mustermann", "Überweisung an [name]"),
        ("Herr Max Mustermann Miete", "Herr [name] Miete"),
        ("ZOE  MULLER gift", "[name] gift"),
        ("zoë müller gift", "[name] gift"),
        ("EVERYDAY CHECKING to savings", "[account] to savings"),
        # What names a merchant stays.
        ("7 ELEVEN 76 GAS 24 HOUR FITNESS", "7 ELEVEN 76 GAS 24 HOUR FITNESS"),
        ("PALMERSTON BAKERY", "PALMERSTON BAKERY"),
        ("UBER *TRIP HELP.UBER.COM", "UBER *TRIP HELP.UBER.COM"),
        ("IGNORE\u200bTHIS\x00\nTEXT\u202e", "IGNORE THIS TEXT"),
    ],
)
def test_numbers_names_and_addresses_are_taken_out(text: str, sent: str) -> None:
    assert REDACTOR.redact(text) == sent


def test_a_text_is_never_sent_in_full_length() -> None:
    assert len(REDACTOR.redact("SHOP " * 1000)) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("FAIRVIEW CLINIC 12", "clinic"),
        ("Clínic of the north", "clinic"),
        ("LE GRAND-CASINO", "grand casino"),
        ("CLINICAL SUPPLIES", None),
        ("CASINO", None),
    ],
)
def test_the_never_send_list_matches_whole_words(text: str, entry: str | None) -> None:
    assert NeverSend(["clinic", "grand casino", " ", "***"]).matched(text) == entry


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("Erika Mustermann", True),
        ("MUSTERMANN, ERIKA", True),
        ("José  da Silva", True),
        ("Jan van den Berg", True),
        ("J. Smith, Robert", True),
        ("COPPER KETTLE", False),
        ("Erika", False),
        ("ERIKA BAKERY 0042", False),
        ("SQ *MARTIN CYCLES AND TOYS PORTLAND", False),
    ],
)
def test_a_text_that_is_only_a_name_is_taken_for_a_person(text: str, is_person: bool) -> None:
    assert looks_like_person(text) == is_person
