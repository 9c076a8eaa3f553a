"""`/metrics`: what a monitoring system reads, in the text format that Prometheus and its likes know (version 0.0.4).

Whoever reads it shows a token. A reverse proxy on the same machine makes every caller look near, so that it would not
do to let in whoever comes from this computer. Names in it are of services, doors and machines; never of people, cases
or addresses.
"""

from __future__ import annotations

import hmac
import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterable

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

from channels.shared.bearer import bearer
from service.operations import Measure, Operations

PREFIX = "nowrongdoor_"
ADDRESS = "/metrics"
CONTENT = "text/plain; version=0.0.4; charset=utf-8"


class Requests:
    """How many requests this process has answered, by door and class of status code: no address is remembered."""

    def __init__(self) -> None:
        self._counted: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def count(self, response: Response) -> Response:
        door = (request.blueprint or "none").partition(".")[0]
        with self._lock:
            self._counted[door, f"{response.status_code // 100}xx"] += 1
        return response

    def lines(self) -> list[str]:
        with self._lock:
            counted = sorted(self._counted.items())
        labels = [
            (f'door="{_escaped(door)}",status="{status}"', number) for (door, status), number in counted
        ]
        return list(_block("requests_total", "Requests answered since the start.", "counter", labels))


def add_metrics(app: Flask, operations: Operations, token: str) -> None:
    """Without a token there is no such address."""
    if not token:
        return
    requests = Requests()
    app.after_request(requests.count)
    app.add_url_rule(ADDRESS, "metrics", _metrics(operations, requests, token))


def _metrics(operations: Operations, requests: Requests, token: str) -> Callable[[], ResponseReturnValue]:
    def metrics() -> ResponseReturnValue:
        if not hmac.compare_digest(bearer().encode(), token.encode()):
            return Response(
                "The token is missing or wrong.\n", 401, {"WWW-Authenticate": "Bearer"}, "text/plain"
            )
        written = "\n".join([*exposed(operations.measures.all()), *requests.lines(), ""])
        return Response(written, content_type=CONTENT, headers={"Cache-Control": "no-store"})

    return metrics


def exposed(measures: Iterable[Measure]) -> list[str]:
    """Measures as lines of the format."""
    return list(itertools.chain.from_iterable(_lines(each) for each in measures))


def _lines(measure: Measure) -> Iterable[str]:
    labels = [
        (f'{measure.of}="{_escaped(name)}"' if measure.of else "", value)
        for name, value in sorted(measure.values.items())
    ]
    return _block(measure.name, measure.help, measure.kind, labels)


def _block(name: str, said: str, kind: str, values: Iterable[tuple[str, float]]) -> Iterable[str]:
    yield f"# HELP {PREFIX}{name} {said}"
    yield f"# TYPE {PREFIX}{name} {kind}"
    for labels, value in values:
        yield f"{PREFIX}{name}{'{' + labels + '}' if labels else ''} {value:.10g}"


def _escaped(name: str) -> str:
    return name.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
