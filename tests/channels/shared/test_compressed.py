import gzip

import pytest
from flask import Blueprint, Flask

from channels.shared.compressed import compressing

SHEET = "a { color: red }\n" * 200


@pytest.fixture
def files(tmp_path):
    (tmp_path / "look.css").write_text(SHEET)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG" * 100)
    return tmp_path


@pytest.fixture
def client(files):
    app = Flask("files", static_folder=None)
    blueprint = Blueprint("files", __name__, static_folder=str(files), static_url_path="/files")
    blueprint.after_request(compressing())
    app.register_blueprint(blueprint)
    return app.test_client()


def fetch(client, name, encodings="gzip", **headers):
    with client.get(f"/files/{name}", headers={"Accept-Encoding": encodings, **headers}) as response:
        response.get_data()
        return response


def test_a_text_goes_out_compressed_to_who_understands_it(client):
    response = fetch(client, "look.css")

    assert gzip.decompress(response.data).decode() == SHEET
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]


@pytest.mark.parametrize("encodings", ["", "identity", "gzip;q=0", "br"])
def test_and_as_it_is_to_everybody_else(encodings, client):
    assert fetch(client, "look.css", encodings).data.decode() == SHEET


def test_a_picture_is_compressed_already(client):
    assert "Content-Encoding" not in fetch(client, "photo.png").headers


def test_a_changed_file_is_compressed_anew(client, files):
    fetch(client, "look.css")

    (files / "look.css").write_text("b { color: blue }")

    assert gzip.decompress(fetch(client, "look.css").data) == b"b { color: blue }"


def test_a_browser_that_has_it_is_told_so(client):
    etag = fetch(client, "look.css").headers["ETag"]

    assert fetch(client, "look.css", **{"If-None-Match": etag}).status_code == 304


def test_a_part_of_a_file_is_a_part_of_the_file_as_it_is(client):
    response = fetch(client, "look.css", Range="bytes=0-3")

    assert response.status_code == 206
    assert response.data == b"a { "
