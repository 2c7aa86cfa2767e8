"""The European Central Bank as a stand-in: the files of its reference rates, for days and rates that a test names."""

import io
import zipfile
from collections.abc import Mapping

from tests.standins.server import Answered, Asked, StandIn

Days = Mapping[str, Mapping[str, str]]


def rate_server(days: Days) -> StandIn:
    """Serve these rates, by day and currency, under the names of the ECB's files."""

    def answer(asked: Asked) -> Answered:
        if asked.path.endswith("eurofxref-hist-90d.xml"):
            return Answered(body=_xml(days), content_type="text/xml")
        if asked.path.endswith("eurofxref-hist.zip"):
            return Answered(body=_zipped(days), content_type="application/zip")
        return Answered(status=404)

    return StandIn(answer)


def _xml(days: Days) -> bytes:
    cubes = (f'<Cube time="{day}">{_rates_xml(rates)}</Cube>' for day, rates in days.items())
    return f"<Envelope><Cube>{''.join(cubes)}</Cube></Envelope>".encode()


def _rates_xml(rates: Mapping[str, str]) -> str:
    return "".join(f'<Cube currency="{code}" rate="{rate}"/>' for code, rate in rates.items())


def _zipped(days: Days) -> bytes:
    codes = sorted({code for rates in days.values() for code in rates})
    lines = [",".join(["Date", *codes, ""])]
    lines += [",".join([day, *(rates.get(code, "N/A") for code in codes), ""]) for day, rates in days.items()]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("eurofxref-hist.csv", "\n".join(lines))
    return packed.getvalue()
