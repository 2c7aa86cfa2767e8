"""What the scheduler does for imports."""

from datetime import timedelta

from sqlalchemy import select

from backend.imports import stored_files
from backend.imports.models import Import
from backend.imports.queries import is_kept_elsewhere
from backend.infra import clock
from backend.infra.scheduler import JobContext

_KEPT_FOR = timedelta(days=7)
_WRITTEN_FOR = timedelta(days=1)


def delete_old_previews(work: JobContext) -> None:
    """Forget previews that nobody finished for a week, with their files, and files that nobody finished writing."""
    with work.budget.write() as db:
        old = db.scalars(
            select(Import).where(Import.status == "previewed", Import.updated_at < clock.now() - _KEPT_FOR)
        ).all()
        files = [each.sha256 for each in old if not is_kept_elsewhere(db, each.user_id, each.sha256, each.id)]
        for each in old:
            db.delete(each)
    for name in files:
        stored_files.forget(work.config.home, name)
    stored_files.remove_abandoned(work.config.home, older_than=_WRITTEN_FOR)
