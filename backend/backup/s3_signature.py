"""AWS Signature Version 4, as S3 and what is compatible with it expect it.

Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlsplit

_ALGORITHM = "AWS4-HMAC-SHA256"


def signed_headers(
    method: str,
    url: str,
    *,
    key_id: str,
    secret: str,
    region: str,
    payload_sha256: str,
    at: datetime,
    headers: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the headers of a request, signed for a moment in UTC; `payload_sha256` is that of its body."""
    address = urlsplit(url)
    moment, day = at.strftime("%Y%m%dT%H%M%SZ"), at.strftime("%Y%m%d")
    signed = {
        **{name.lower(): value.strip() for name, value in (headers or {}).items()},
        "host": address.netloc,
        "x-amz-content-sha256": payload_sha256,
        "x-amz-date": moment,
    }
    names = ";".join(sorted(signed))
    query = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in parse_qsl(address.query))
    canonical = "\n".join(
        (
            method,
            address.path or "/",
            "&".join(f"{name}={value}" for name, value in query),
            "".join(f"{name}:{signed[name]}\n" for name in sorted(signed)),
            names,
            payload_sha256,
        )
    )
    scope = f"{day}/{region}/s3/aws4_request"
    to_sign = "\n".join((_ALGORITHM, moment, scope, sha256(canonical.encode()).hexdigest()))
    key = f"AWS4{secret}".encode()
    for part in (day, region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.new(key, to_sign.encode(), "sha256").hexdigest()
    authorization = f"{_ALGORITHM} Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    return {**{name: value for name, value in signed.items() if name != "host"}, "authorization": authorization}
