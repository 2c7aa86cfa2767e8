"""HTTP: /api/encryption. These answer also while the data is locked."""

from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from backend.encryption.schemas import Converted, EncryptionStatus, EncryptRequest, ProposedPhrase, UnlockRequest
from backend.encryption.service import SHORTEST_PASSPHRASE, Encryption
from backend.infra.attempts import Attempts
from backend.infra.data_gate import Reopening
from backend.infra.web import Router

router = Router(prefix="/api/encryption", tags=["encryption"])


def _encryption(request: Request) -> Encryption:
    found: Encryption = request.app.state.encryption
    return found


def _reopening(request: Request) -> Reopening:
    found: Reopening = request.app.state.reopening
    return found


def _attempts(request: Request) -> Attempts:
    found: Attempts = request.app.state.unlock_attempts
    return found


EncryptionDep = Annotated[Encryption, Depends(_encryption)]
ReopeningDep = Annotated[Reopening, Depends(_reopening)]
AttemptsDep = Annotated[Attempts, Depends(_attempts)]


@router.get("", response_model=EncryptionStatus)
def encryption_status(encryption: EncryptionDep) -> Any:
    """Return whether the data is encrypted, and whether its key is open."""
    status = encryption.status()
    return {
        "state": status.state,
        "key_place": status.key_place,
        "unavailable": status.unavailable,
        "shortest_passphrase": SHORTEST_PASSPHRASE,
    }


@router.post("/phrase", response_model=ProposedPhrase)
def propose_recovery_phrase(encryption: EncryptionDep) -> Any:
    """Return a new recovery phrase and which of its groups have to be repeated. It is never shown again."""
    proposed = encryption.propose_phrase()
    return {"phrase": proposed.phrase, "asked": list(proposed.asked)}


@router.post("/encrypt", response_model=Converted)
async def encrypt_data(encryption: EncryptionDep, reopening: ReopeningDep, body: EncryptRequest) -> Any:
    """Encrypt every file with a new key. `left` names old copies that cannot be read and were left as they are."""
    await run_in_threadpool(encryption.check_request, body.groups, body.passphrase)
    left = await reopening.reopen(lambda: encryption.encrypt(body.passphrase))
    return {"state": "encrypted", "left": left}


@router.post("/decrypt", response_model=Converted)
async def decrypt_data(encryption: EncryptionDep, reopening: ReopeningDep) -> Any:
    """Write every file without encryption."""
    encryption.require_encrypted()
    left = await reopening.reopen(encryption.decrypt)
    return {"state": "plain", "left": left}


@router.post("/unlock", response_model=EncryptionStatus)
async def unlock_data(
    encryption: EncryptionDep, reopening: ReopeningDep, attempts: AttemptsDep, body: UnlockRequest
) -> Any:
    """Open the data with the passphrase, or with the recovery phrase when the keychain or the passphrase is lost."""
    with attempts.attempt():
        await run_in_threadpool(
            encryption.unlock,
            passphrase=body.passphrase,
            phrase=body.phrase,
            new_passphrase=body.new_passphrase,
        )
    await reopening.open_if_closed()
    return encryption_status(encryption)
