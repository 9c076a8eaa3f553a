"""Static files go out compressed: each is compressed once, kept, and made anew when it changes.

Only for files. Pages hold tokens beside what people typed, and the length of a compressed page could betray them.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

from flask import Response, request

TEXTS = ("text/", "image/svg+xml", "application/javascript", "application/json")
"""Types that shrink; photographs are compressed already."""


def compressing() -> Callable[[Response], Response]:
    """For `after_request` of a blueprint with static files; other responses are left as they are."""
    kept: dict[str, tuple[str, bytes]] = {}

    def compress(response: Response) -> Response:
        etag, _weak = response.get_etag()
        if etag is None or response.status_code != 200 or not (response.mimetype or "").startswith(TEXTS):
            return response
        response.vary.add("Accept-Encoding")
        response.set_etag(etag, weak=True)  # the same file in two encodings is not the same byte for byte
        if request.accept_encodings["gzip"] > 0:
            response.direct_passthrough = False
            plain = response.get_data()  # read in any case: that also closes the file
            known = kept.get(request.path)
            if known is None or known[0] != etag:
                known = kept[request.path] = (etag, gzip.compress(plain, mtime=0))
            response.set_data(known[1])
            response.headers["Content-Encoding"] = "gzip"
        return response

    return compress
