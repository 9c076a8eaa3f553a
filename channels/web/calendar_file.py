"""An appointment as a file for one's own calendar."""

from __future__ import annotations

from flask.wrappers import Response


def as_calendar_file(content: bytes) -> Response:
    """Telephones open it in their calendar, computers offer to."""
    response = Response(content, mimetype="text/calendar")
    response.headers["Content-Disposition"] = "attachment; filename=appointment.ics"
    return response
