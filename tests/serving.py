"""A site at a real port of this computer, served by threads of this process."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@contextmanager
def served(app: Flask, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The address of the site: on any port, unless one is given."""
    server = make_server("127.0.0.1", port, _whole(app), threaded=True)
    looks_up = {"poll_interval": 0.01}  # seconds, whether it is to end
    thread = threading.Thread(target=server.serve_forever, kwargs=looks_up, daemon=True)
    thread.start()
    yield f"http://{host}:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _whole(app: Flask) -> WSGIApplication:
    """Answers read to their end first: this server leaves files open where a browser hangs up in the middle."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        parts = app(environ, start)
        with closing(parts) if hasattr(parts, "close") else nullcontext():
            return [b"".join(parts)]

    return answer
