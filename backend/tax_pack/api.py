"""HTTP: /api/tax-packs."""

from typing import Annotated, Any

from fastapi import Path, Request
from starlette.responses import Response

from backend.infra.web import CurrentUserId, InvestmentsReadDep, ReadSessionDep, Router, user_data
from backend.tax_pack import schemas, service

router = Router(prefix="/api/tax-packs", tags=["documents"])
Year = Annotated[int, Path(ge=1970, le=2199)]


@router.get("/{year}", response_model=schemas.TaxPackOut)
def show_tax_pack(db: ReadSessionDep, investments: InvestmentsReadDep, user_id: CurrentUserId, year: Year) -> Any:
    """Return what was earned, given and spent in a year, with its documents and what is missing."""
    return service.as_json(service.tax_pack(db, investments, user_id, year))


@router.get("/{year}/zip", response_class=Response)
def download_tax_pack(
    request: Request, db: ReadSessionDep, investments: InvestmentsReadDep, user_id: CurrentUserId, year: Year
) -> Response:
    """Return the documents of a year as a ZIP with an index as CSV and PDF."""
    pack = service.tax_pack(db, investments, user_id, year)
    name = f"tax-pack-{year}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(service.zip_of(pack, home=user_data(request).home), media_type="application/zip", headers=headers)
