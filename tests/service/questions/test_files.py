"""Photos and documents, made here and broken here."""

import hashlib
import io
import struct
import zlib

import pytest
from PIL import Image

from service.messages import Problem, Upload
from service.questions.files import LONGEST_SIDE, MOST_PIXELS
from service.questions.question import Kept

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def picture(
    format_: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object
) -> bytes:
    made = io.BytesIO()
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    image.convert(mode).save(made, format_, **options)
    return made.getvalue()


def claimed_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be of this size."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"0"))
        + chunk(b"IEND", b"")
    )


def opened(kept: Kept) -> Image.Image:
    assert isinstance(kept, Kept)
    return Image.open(io.BytesIO(kept.content))


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "MPO"])
def test_a_photo_of_any_common_format_is_kept_as_jpeg(question, answered, format_):
    kept = answered(question("photo"), Upload(picture(format_), "text/plain", "../../x.exe"))
    assert opened(kept).format == "JPEG"
    assert kept.value == {
        "sha256": hashlib.sha256(kept.content).hexdigest(),
        "type": "image/jpeg",
        "size": len(kept.content),
    }


def test_nothing_hidden_in_a_photo_is_kept(question, answered):
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    exif.get_ifd(0x8825)[1] = "N"
    sent = picture(exif=exif, comment=b"a secret")
    assert b"Camera maker" in sent
    assert b"a secret" in sent
    kept = answered(question("photo"), Upload(sent))
    image = opened(kept)
    assert dict(image.getexif()) == {}
    assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"a secret" not in kept.content


@pytest.mark.parametrize(
    ("format_", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_a_photo_that_was_taken_sideways_is_turned_upright(question, answered, format_, mode):
    exif = Image.Exif()
    exif[0x0112] = 6
    image = opened(answered(question("photo"), Upload(picture(format_, (60, 40), mode, exif=exif))))
    assert image.size == (40, 60)
    red, _, blue = image.getpixel((20, 5))
    assert blue > red


def test_a_large_photo_is_made_smaller_and_a_small_one_is_not_made_larger(question, answered):
    large = opened(answered(question("photo"), Upload(picture(size=(5000, 2500)))))
    assert large.size == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert opened(answered(question("photo"), Upload(picture(size=(60, 40))))).size == (60, 40)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
def test_a_photo_of_any_colours_is_kept(question, answered, mode):
    format_ = "TIFF" if mode == "CMYK" else "PNG"
    made = io.BytesIO()
    Image.new(mode, (4, 4)).save(made, format_)
    assert opened(answered(question("photo"), Upload(made.getvalue()))).mode == "RGB"


def test_what_is_transparent_becomes_white(question, answered):
    made = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(made, "PNG")
    assert opened(answered(question("photo"), Upload(made.getvalue()))).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("side", [8_000, 20_000, 65_000])
def test_a_picture_that_claims_too_many_pixels_is_never_decoded(question, answered, side):
    assert side * side > MOST_PIXELS
    problem = answered(question("photo"), Upload(claimed_png(side, side)))
    assert problem.code == "too-many-pixels"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("", "empty"),
        (Upload(b""), "empty"),
        ("here it is", "text-instead"),
        (Upload(b"just words", "image/jpeg", "photo.jpg"), "not-a-photo"),
        (Upload(PDF, "image/jpeg"), "not-a-photo"),
        (Upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"), "not-a-photo"),
        (Upload(b"\x00\x00\x00\x18ftypheic\x00\x00"), "apple-photo"),
        (Upload(picture()[:300]), "unreadable-photo"),
        (Upload(picture("PNG")[:60]), "unreadable-photo"),
        (Upload(claimed_png(100, 100)), "unreadable-photo"),
        (Upload(b"\xff" * 8_000_001), "too-large"),
    ],
)
def test_what_is_no_photo_says_what_to_do(question, answered, sent, code):
    problem = answered(question("photo"), sent)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert "lease" in problem.words


@pytest.mark.parametrize(
    "content", [PDF, b"\n" + PDF, PDF.replace(b"<<>>", b"<</Encrypt 2 0 R>>"), PDF + b"\0" * 500]
)
def test_a_pdf_is_kept_byte_for_byte(question, answered, content):
    kept = answered(question("document"), Upload(content, "text/html", "plan.docx"))
    assert kept.content == content
    assert kept.value["type"] == "application/pdf"


def test_a_document_may_be_a_photo_of_it(question, answered):
    assert answered(question("document"), Upload(picture("PNG"))).value["type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("", "empty"),
        ("by post", "text-instead"),
        (Upload(PDF[:-8]), "unreadable-document"),
        (Upload(b"PK\x03\x04 word/document.xml", "application/pdf", "plan.pdf"), "not-a-document"),
        (Upload(b"<html>%%EOF"), "not-a-document"),
        (Upload(picture()[:300]), "unreadable-photo"),
        (Upload(claimed_png(20_000, 20_000)), "too-many-pixels"),
        (Upload(PDF.ljust(10_000_001, b"\0")), "too-large"),
    ],
)
def test_what_is_no_document_says_what_to_do(question, answered, sent, code):
    problem = answered(question("document"), sent)
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_the_limit_is_the_owners(question, answered):
    problem = answered(question("document", max_megabytes=1), Upload(PDF.ljust(2_400_000, b"\0")))
    assert problem.words == "That file has 2.4 MB. At most 1 MB are possible: please send a smaller one."


def test_a_file_is_shown_by_its_sort_and_size(question, asking):
    photo, document = question("photo"), question("document")
    value = {"sha256": "0" * 64, "type": "image/jpeg", "size": 240_400}
    assert photo.show(value, asking(photo)) == "Photo, 240 kB"
    assert (
        document.show({**value, "type": "application/pdf", "size": 1_250_000}, asking(document))
        == "PDF, 1.2 MB"
    )


@pytest.mark.parametrize(
    "value",
    [
        None,
        "photo.jpg",
        {},
        {"sha256": "0" * 64, "type": "text/html", "size": 1},
        {"sha256": "Z" * 64, "type": "image/jpeg", "size": 1},
        {"sha256": "0" * 64, "type": "image/jpeg", "size": 0},
        {"sha256": "0" * 64, "type": [], "size": 1},
        {"sha256": 5, "type": "image/jpeg", "size": 1},
    ],
)
def test_only_a_description_of_a_kept_file_is_stored(question, asking, value):
    for kind in ("photo", "document"):
        asked = question(kind)
        assert asked.check(value, asking(asked)) is not None
