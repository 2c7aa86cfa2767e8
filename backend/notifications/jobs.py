"""What the scheduler does for notices: send what is due, and read replies."""

import logging
from functools import partial

from backend.infra.database import Database
from backend.infra.scheduler import Job, JobContext
from backend.kit.errors import AppError
from backend.notifications import service

_log = logging.getLogger(__name__)


def mail_due(investments: Database) -> Job:
    """Return the job that sends e-mails and takes replies; it does nothing while notices by e-mail are off."""
    return partial(_mail, investments)


def _mail(investments: Database, work: JobContext) -> None:
    try:
        service.take_replies(work.budget, work.user_id)
        service.send_due(work.budget, investments, work.user_id)
    except AppError as error:
        _log.warning("e-mail: %s", error.code)
