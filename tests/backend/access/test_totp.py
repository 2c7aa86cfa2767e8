"""Codes of authenticator apps, by the examples of the RFCs."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from backend.access import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(second: int, code: str) -> None:
    assert totp.code_at(SECRET, second // 30, digits=8) == code


NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30


@pytest.mark.parametrize("drift", [-1, 0, 1])
def test_a_phone_may_be_one_step_off(drift: int) -> None:
    assert totp.matching_step(SECRET, totp.code_at(SECRET, STEP + drift), now=NOW, after_step=0) == STEP + drift


def test_a_code_of_two_steps_ago_is_wrong() -> None:
    assert totp.matching_step(SECRET, totp.code_at(SECRET, STEP - 2), now=NOW, after_step=0) is None


def test_a_code_counts_once() -> None:
    assert totp.matching_step(SECRET, totp.code_at(SECRET, STEP), now=NOW, after_step=STEP) is None
    later = NOW + timedelta(seconds=30)
    assert totp.matching_step(SECRET, totp.code_at(SECRET, STEP + 1), now=later, after_step=STEP) == STEP + 1


@pytest.mark.parametrize("entered", ["", "12345", "abcdef", "12345678901"])
def test_what_is_no_code_is_wrong(entered: str) -> None:
    assert totp.matching_step(SECRET, entered, now=NOW, after_step=0) is None
