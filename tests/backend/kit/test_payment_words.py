"""Payment words in every language that the importer reads name no merchant."""

import pytest

from backend.imports.vocabulary.languages import HEADERS
from backend.kit.payment_words import PAYMENT_WORDS, names_merchant
from backend.kit.text import merchant_key


def test_every_language_of_the_importer_has_payment_words() -> None:
    assert HEADERS.keys() <= PAYMENT_WORDS.keys()


@pytest.mark.parametrize(
    "text",
    [
        "CHECK #1042",
        "CHECK CARD PURCHASE 8812",
        "TRANSFER TO 1234",
        "ONLINE TRANSFER",
        "MOBILE DEPOSIT 993812",
        "ATM WITHDRAWAL",
        "DEBIT CARD PURCHASE",
        "AUTOPAY PAYMENT - THANK YOU",
        "ZELLE PAYMENT",
        "X",
        "THE",
        "A B C",
        "1234567",
        "XXXX9911",
        "SEPA-ÜBERWEISUNG",
        "Dauerauftrag an",
        "VIREMENT SEPA RECU DE",
        "RETRAIT DAB 1234",
        "TRANSFERENCIA RECIBIDA",
        "PAGAMENTO PIX",
        "BONIFICO A VOSTRO FAVORE",
        "Betaalautomaat 12:30",
        "Överföring",
        "Kateisnosto",
        "PRZELEW PRZYCHODZĄCY",
        "Výběr z bankomatu",
        "Készpénzfelvétel",
        "Снятие наличных",
        "ΑΝΑΛΗΨΗ ATM",
        "NAKİT ÇEKME",
        "העברה",
        "振込",
        "カード",
        "이체",
        "转账",
        "โอนเงิน",
        "Chuyển khoản",
    ],
)
def test_a_text_of_payment_words_names_no_merchant(text: str) -> None:
    assert not names_merchant(merchant_key(text))


@pytest.mark.parametrize(
    "text",
    [
        "COPPER KETTLE 0042",
        "76 - 1234",
        "H&M 123",
        "7-ELEVEN 33445",
        "ONLINE TRANSFER TO SAVINGS",
        "ATM WITHDRAWAL 3RD AVE",
        "ZELLE PAYMENT TO WENDY CHEN",
        "EDEKA MÜNCHEN",
        "スターバックス",
        "VIREMENT DE DUPONT",
        "AT&T",
    ],
)
def test_a_text_with_a_name_names_its_merchant(text: str) -> None:
    assert names_merchant(merchant_key(text))
