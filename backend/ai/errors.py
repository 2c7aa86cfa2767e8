"""What can go wrong when AI is asked, as an answer of the API."""

from backend.ai.provider import AiFailure
from backend.kit.errors import AppError


class NoSuchCall(AppError):
    code = "no_such_call"
    status = 404
    title = "Receipt not found"

    def __init__(self) -> None:
        super().__init__("There is no such receipt. Reload the page to see those there are.")


class NoSuchProposal(AppError):
    code = "no_such_proposal"
    status = 404
    title = "Proposal not found"

    def __init__(self) -> None:
        super().__init__("This proposed rule does not exist any more. Reload the page.")


class ProposalDecided(AppError):
    code = "proposal_decided"
    status = 409
    title = "This proposal was decided"

    def __init__(self, status: str) -> None:
        super().__init__(f"This proposed rule was {status} already. Reload the page to see the others.")


class NothingToAsk(AppError):
    code = "nothing_to_ask"
    status = 409
    title = "Nothing to ask"

    def __init__(self) -> None:
        super().__init__("Every merchant that waits has a suggestion or was asked about before. Nothing was sent.")


class AlreadyAsking(AppError):
    code = "already_asking"
    status = 409
    title = "AI is being asked"

    def __init__(self) -> None:
        super().__init__("AI is being asked right now. Wait until it is done, or stop it.")


_STATUS = {"keys": 400, "billing": 402, "model": 400, "request": 400, "rate_limited": 429, "limit": 409}


class AiTrouble(AppError):
    """AI could not be asked, or gave no answer; `kind` says who has to act."""

    code = "ai_trouble"
    status = 502
    title = "AI gave no answer"

    def __init__(self, failure: AiFailure) -> None:
        super().__init__(failure.message, kind=failure.kind)
        self.code = f"ai_{failure.kind}"  # type: ignore[misc]
        self.status = _STATUS.get(failure.kind, 502)  # type: ignore[misc]
