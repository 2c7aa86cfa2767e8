"""Finds the column with the day of booking, and the one with the day of the purchase."""

from backend.imports.column_roles import Columns, Roles

_RANK = {"booked": 4, "date": 3, "valued": 2, "made": 1}


class DateFinder:
    """Fills in the days of `roles`; each column of days is taken."""

    def __init__(self, columns: Columns, roles: Roles) -> None:
        self.columns = columns
        self.facts, self.meanings = columns.facts, columns.meanings
        self.roles = roles

    def find(self) -> None:
        ranked = [
            (rank, meaning_fit, index)
            for role, rank in _RANK.items()
            for index in self.columns.named(role)
            for meaning_fit in [max(m.fit for m in self.meanings[index] if m.role == role)]
            if self.facts[index].days >= 0.5 or self.columns.is_empty(index) or self._is_serial(index)
        ]
        fullest = max((self.facts[index].filled for _, _, index in ranked), default=0.0)
        full = [item for item in ranked if self.facts[item[2]].filled >= 0.7 * fullest]
        if full:
            best = max(full, key=lambda item: (item[0], item[1], -item[2]))
            self.roles.date = self.columns.take(best[2])
            made = [index for rank, _, index in ranked if rank in (1, 3) and rank < best[0] and index != best[2]]
            self.roles.authorized_date = self.columns.take(made[0] if made else None)
        else:
            days = [index for index, facts in enumerate(self.facts) if facts.is_date and facts.filled >= 0.5]
            self.roles.date = self.columns.take(days[0] if days else None)
            self.roles.guessed.add("date")
        for index, facts in enumerate(self.facts):
            if facts.is_date and facts.days >= 0.9:
                self.columns.used.add(index)

    def _is_serial(self, index: int) -> bool:
        """Excel's count of days, under a header that says it is a day."""
        values = self.facts[index].values
        return bool(values) and all(
            value[:5].isdigit() and 20000 < int(value[:5]) < 80000 and len(value.split(".")[0]) == 5 for value in values
        )
