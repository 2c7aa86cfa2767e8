"""Movements of securities are no spending: they are left out, and the person is told."""

from backend.imports.leave_out import Reason

INVESTMENT = Reason(
    "investment_movement",
    "This row moves securities inside an investment account (such as a purchase, a sale or a dividend);"
    " investment movements are not imported as spending.",
)
