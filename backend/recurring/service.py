"""Confirm, enter, change, merge, split, ignore and end recurring series; the only module that writes them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from backend.accounts import queries as accounts
from backend.categories import queries as categories
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.recurring import queries
from backend.recurring.errors import BadSeries
from backend.recurring.models import Series, SeriesPayee

_CLEARABLE = ("expected_minor", "ends_on", "trial_ends_on", "notice_days", "notes")


class Changed(NamedTuple):
    """The series that was changed, and the change that can be undone."""

    series_id: int
    change_id: int | None


class PayeeBounds(NamedTuple):
    """A payee to recognise a series by; see SeriesPayee."""

    merchant_key: str
    lowest_minor: int | None
    highest_minor: int | None


def create(
    db: WriteSession, user_id: int, fields: dict[str, Any], *, payees: Sequence[PayeeBounds] = (), verb: str = "Added"
) -> Changed:
    """Add a series. `fields` are columns of Series, with `category_short_desc` for the category.

    Raises BadSeries, NoSuchCategory, NoSuchAccount.
    """
    values = _columns(db, user_id, fields)
    _check(values)
    _refuse_known(db, user_id, payees, values["is_money_in"], values["currency"])
    with record_changes(db, user_id, f"{verb} {values['name']}") as recorder:
        series = Series(user_id=user_id, **values)
        db.add(series)
        db.flush()
        recorder.record_created(Series, series.id)
        _add_payees(db, user_id, series.id, payees, recorder)
    return Changed(series.id, recorder.change_id)


def edit(db: WriteSession, user_id: int, series_id: int, fields: dict[str, Any], *, verb: str = "Changed") -> Changed:
    """Change columns of a series. Raises NoSuchSeries, BadSeries, NoSuchCategory, NoSuchAccount."""
    series = queries.one(db, user_id, series_id)
    values = _columns(db, user_id, fields)
    with record_changes(db, user_id, f"{verb} {series.name}") as recorder:
        recorder.capture(Series, [series_id])
        for name, value in values.items():
            if value is not None or name in _CLEARABLE or name in ("category_id", "account_id"):
                setattr(series, name, value)
        _check({column.name: getattr(series, column.name) for column in Series.__table__.columns})
    return Changed(series_id, recorder.change_id)


def end(db: WriteSession, user_id: int, series_id: int, on: date) -> Changed:
    """End a series: nothing is expected after `on`."""
    return edit(db, user_id, series_id, {"status": "ended", "ends_on": on}, verb="Ended")


def merge(db: WriteSession, user_id: int, series_id: int, into_id: int) -> Changed:
    """Make a series part of another one: its payees move over, so that the next payment is expected once."""
    series, target = queries.one(db, user_id, series_id), queries.one(db, user_id, into_id)
    if series.id == target.id:
        raise BadSeries("A series cannot be merged with itself. Choose another one.")
    if (series.currency, series.is_money_in) != (target.currency, target.is_money_in):
        raise BadSeries(
            f"{series.name} and {target.name} cannot be one series: they differ in their currency or direction."
        )
    with record_changes(db, user_id, f"Merged {series.name} into {target.name}") as recorder:
        moving = queries.payees(db, user_id, [series.id])
        recorder.capture(SeriesPayee, [payee.id for payee in moving])
        # Together their amounts may be any.
        known = {payee.merchant_key for payee in queries.payees(db, user_id, [target.id])}
        for payee in moving:
            if payee.merchant_key in known:
                db.delete(payee)
            else:
                payee.series_id = target.id
        recorder.capture(SeriesPayee, [payee.id for payee in queries.payees(db, user_id, [target.id])])
        for payee in queries.payees(db, user_id, [target.id]):
            if payee.merchant_key in {moved.merchant_key for moved in moving}:
                payee.lowest_minor = payee.highest_minor = None
        db.flush()
        recorder.capture(Series, [series.id])
        db.delete(series)
    return Changed(target.id, recorder.change_id)


def add_payee(db: WriteSession, user_id: int, series_id: int, payee: PayeeBounds) -> Changed:
    """Make the transactions of one more payee part of a series."""
    series = queries.one(db, user_id, series_id)
    with record_changes(db, user_id, f"Added a payee to {series.name}") as recorder:
        known = {each.merchant_key: each for each in queries.payees(db, user_id, [series_id])}
        if existing := known.get(payee.merchant_key):
            recorder.capture(SeriesPayee, [existing.id])
            existing.lowest_minor = existing.highest_minor = None
        else:
            _add_payees(db, user_id, series_id, [payee], recorder)
    return Changed(series_id, recorder.change_id)


def split(db: WriteSession, user_id: int, series_id: int, *, above_minor: int, name: str) -> Changed:
    """Make the payments above an amount a series of their own; the others stay. Returns the new series."""
    series = queries.one(db, user_id, series_id)
    payees = queries.payees(db, user_id, [series_id])
    if not payees:
        raise BadSeries(f"{series.name} has no payee yet, so there is nothing to split.")
    with record_changes(db, user_id, f"Split {series.name}") as recorder:
        copied = {
            column.name: getattr(series, column.name)
            for column in Series.__table__.columns
            if column.name not in ("id", "user_id", "created_at", "updated_at", "expected_minor")
        }
        made = Series(user_id=user_id, **{**copied, "name": name, "expected_minor": None})
        db.add(made)
        db.flush()
        recorder.record_created(Series, made.id)
        upper = [PayeeBounds(each.merchant_key, above_minor + 1, each.highest_minor) for each in payees]
        recorder.capture(SeriesPayee, [payee.id for payee in payees])
        for payee in payees:
            if payee.lowest_minor is not None and payee.lowest_minor > above_minor:
                raise BadSeries("All payments are above this amount. Choose one between the two prices.")
            payee.highest_minor = above_minor
        _add_payees(db, user_id, made.id, upper, recorder)
    return Changed(made.id, recorder.change_id)


def delete(db: WriteSession, user_id: int, series_id: int) -> int | None:
    """Remove a series; its transactions stay, and it may be found again. Returns the change."""
    series = queries.one(db, user_id, series_id)
    with record_changes(db, user_id, f"Removed {series.name}") as recorder:
        payees = queries.payees(db, user_id, [series_id])
        recorder.capture(SeriesPayee, [payee.id for payee in payees])
        recorder.capture(Series, [series_id])
        for payee in payees:
            db.delete(payee)
        db.flush()
        db.delete(series)
    return recorder.change_id


def _columns(db: WriteSession, user_id: int, fields: dict[str, Any]) -> dict[str, Any]:
    values = dict(fields)
    if "category_short_desc" in values:
        key = values.pop("category_short_desc")
        values["category_id"] = categories.id_of(db, user_id, key) if key else None
    if values.get("account_id") is not None:
        accounts.one(db, user_id, values["account_id"])
    return values


def _check(values: dict[str, Any]) -> None:
    expected, ends, anchor = values.get("expected_minor"), values.get("ends_on"), values["anchor_on"]
    if expected == 0:
        raise BadSeries("The amount is 0. Enter what is paid each time.")
    if expected is not None and (expected < 0) != values["is_money_in"]:
        raise BadSeries("The sign of the amount and its direction do not agree.")
    if ends is not None and ends < anchor and values.get("status") != "ended":
        raise BadSeries(f"It ends on {ends}, before the first due date on {anchor}.")


def _refuse_known(
    db: WriteSession, user_id: int, payees: Sequence[PayeeBounds], is_money_in: bool, currency: str
) -> None:
    for payee in payees:
        taken = db.scalar(
            select(Series.name)
            .join(SeriesPayee, SeriesPayee.series_id == Series.id)
            .where(
                Series.user_id == user_id,
                Series.is_money_in == is_money_in,
                Series.currency == currency,
                Series.status != "ignored",
                SeriesPayee.merchant_key == payee.merchant_key,
                SeriesPayee.lowest_minor.is_not_distinct_from(payee.lowest_minor),
            )
        )
        if taken is not None:
            raise BadSeries(f"These payments belong to “{taken}” already.")


def _add_payees(
    db: WriteSession, user_id: int, series_id: int, payees: Sequence[PayeeBounds], recorder: ChangeRecorder
) -> None:
    for payee in payees:
        row = SeriesPayee(user_id=user_id, series_id=series_id, **payee._asdict())
        db.add(row)
        db.flush()
        recorder.record_created(SeriesPayee, row.id)
