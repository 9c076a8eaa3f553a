"""The look for every door with pages: base templates, stylesheet, pictures. No page of a door lives here."""

from flask import Blueprint

from channels.shared.compressed import compressing


def pages() -> Blueprint:
    """Registered once, before the doors. `base.css` is what all of them share, `look.css` what the web has beside."""
    blueprint = Blueprint(
        "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/look"
    )
    blueprint.after_request(compressing())
    return blueprint
