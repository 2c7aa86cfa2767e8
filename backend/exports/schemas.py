"""What a restore answers."""

from pydantic import BaseModel


class EverythingRestoredOut(BaseModel):
    """How many rows each part of the export had."""

    status: str
    counts: dict[str, int]
