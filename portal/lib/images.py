"""Clean an uploaded picture and write its renditions. Nothing of the original file is kept.

Rules (each has been broken by a hostile file): the type is what the bytes say, at most 40 megapixels counted before
decoding, the camera's rotation applied, all metadata (place, device, serial numbers) dropped, at most 3,000 px a side.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, features

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 3000
WIDTHS = (400, 800, 1600)


class BadImage(ValueError):
    """The file can't be taken; the message says why, in the user's language."""


@dataclass(frozen=True)
class CleanImage:
    """`files` maps a name's ending ("", "-800.jpg", "-800.avif") to bytes; "" is the picture itself, a JPEG."""

    width: int
    height: int
    files: dict[str, bytes]


def clean_image(data: bytes) -> CleanImage:
    """The picture in `data`, decoded and written anew with its renditions. BadImage when it can't be one."""
    if len(data) > MAX_BYTES:
        raise BadImage(_("The picture is larger than 20 MB."))
    image = _decode(data)
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    files = {"": _encode(image, "JPEG")}
    for width in WIDTHS:
        if width < image.width or width == WIDTHS[0]:
            small = image.copy()
            small.thumbnail((width, MAX_SIDE), Image.Resampling.LANCZOS)
            files[f"-{width}.jpg"] = _encode(small, "JPEG")
            if features.check("avif"):
                files[f"-{width}.avif"] = _encode(small, "AVIF")
    return CleanImage(image.width, image.height, files)


def _decode(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise BadImage(_("The picture has more than 40 million pixels."))
            image.load()
            image = ImageOps.exif_transpose(image)
            return _flatten(image)
    except BadImage:
        raise
    except Exception as error:  # Pillow's decoders raise many kinds on hostile bytes; all mean the same here
        raise BadImage(_("This file is not a JPEG, PNG, WebP or GIF picture, or it is damaged.")) from error


def _flatten(image: Image.Image) -> Image.Image:
    """RGB on white: JPEG knows no transparency. Copying the pixels into a new picture leaves all metadata behind."""
    rgba = image.convert("RGBA")
    page = Image.new("RGB", rgba.size, "white")
    page.paste(rgba, mask=rgba.getchannel("A"))
    return page


def _encode(image: Image.Image, form: str) -> bytes:
    out = BytesIO()
    options = {"quality": 60, "speed": 8} if form == "AVIF" else {"quality": 84, "optimize": True, "progressive": True}
    image.save(out, form, **options)
    return out.getvalue()
