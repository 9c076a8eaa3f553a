"""A site at a real port of this computer, served by threads of this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def served(app: Flask, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The address of the site: on any port, unless one is given."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{host}:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
