"""Files that people send: judged by their content, never by what the sender claims. Photos are made anew.

A photo made anew carries no place, no camera and nothing that was hidden in it. What is stored of a file
besides its bytes is its checksum, type and size.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.messages import Value
from service.questions.question import Asking, Kept
from service.questions.showing import shown_number

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

JPEG, PDF = "image/jpeg", "application/pdf"
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
MOST_PIXELS = 50_000_000
"""Before anything is decoded: a small file may claim a picture that fills the memory."""
LONGEST_SIDE = 2048
QUALITY = 85
_APPLE = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Refused:
    """Why a file was not taken: `not-a-photo`, `unreadable-photo`, `too-many-pixels`, `apple-photo`."""

    code: str


def photo(content: bytes) -> Kept | Refused:
    """The photo as we keep it: an upright JPEG of sensible size with nothing but the picture in it."""
    from PIL import Image, UnidentifiedImageError

    if content[4:8] == b"ftyp" and content[8:12] in _APPLE:
        return Refused("apple-photo")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return Refused("too-many-pixels")
            return kept(_upright_jpeg(picture), JPEG)
    except UnidentifiedImageError:
        return Refused("not-a-photo")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Refused("too-many-pixels")
    except Exception:  # noqa: BLE001 - decoders raise whatever they like on bytes made to break them
        return Refused("unreadable-photo")


def _upright_jpeg(picture: Picture) -> bytes:
    from PIL import Image, ImageOps

    # Shrunk first, so that no second picture of full size is held; but not while its colours stand in a table.
    colourful = picture.convert("RGBA") if picture.mode in ("1", "P") else picture
    colourful.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    layered = ImageOps.exif_transpose(colourful).convert("RGBA")
    bare = Image.new("RGB", layered.size, "white")
    bare.paste(layered, mask=layered)
    made = io.BytesIO()
    bare.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def is_pdf(content: bytes) -> bool:
    """Begins and ends as a PDF does, with the slack that real ones need; encrypted ones too."""
    return b"%PDF-" in content[:1024] and b"%%EOF" in content[-2048:]


def kept(content: bytes, type_: str) -> Kept:
    checksum = hashlib.sha256(content).hexdigest()
    return Kept({"sha256": checksum, "type": type_, "size": len(content)}, content)


def is_kept(value: Value, *types: str) -> bool:
    """Whether a value is what is stored of a file of one of these types."""
    if (
        not isinstance(value, dict)
        or value.keys() != {"sha256", "type", "size"}
        or value["type"] not in types
    ):
        return False
    checksum, size = value["sha256"], value["size"]
    hexadecimal = (
        isinstance(checksum, str) and len(checksum) == 64 and set(checksum) <= set("0123456789abcdef")
    )
    return hexadecimal and isinstance(size, int) and not isinstance(size, bool) and size > 0


def shown_size(size: int, asking: Asking) -> str:
    if size < MEGABYTE:
        return f"{max(1, round(size / 1000))} kB"
    return f"{shown_number(round(size / MEGABYTE, 1), asking.language)} MB"
