"""Files of brokers that were read: one row each, from preview to undo."""

from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, UtcDateTime, one_of
from backend.infra.tables import InvestmentsBase, Timed

STATUSES = ("previewed", "done", "undone")
Text = Annotated[str, mapped_column(String(300))]


class InvestmentImport(Timed, InvestmentsBase):
    """`content` is the compressed file, kept while it waits. `column_mapping` is what a person chose, `targets` are the
    ids of the accounts by the key of their part, `change_ids` what an undo takes back, in the order it was done."""

    __tablename__ = "investment_imports"
    __table_args__ = (
        one_of("status", STATUSES),
        Index(None, "user_id", "status"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    filename: Mapped[Text]
    layout: Mapped[str] = mapped_column(String(100))
    broker: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(20))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    column_mapping: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    targets: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    change_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    added: Mapped[int] = mapped_column(default=0)
    repeated: Mapped[int] = mapped_column(default=0)
    holdings: Mapped[int] = mapped_column(default=0)
    unreadable: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
