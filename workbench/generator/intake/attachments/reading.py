"""Attached files as text or pictures: what a file is decides its bytes, never its name."""

from typing import Final, Literal

from workbench.generator.intake.attachments.decoding import decode, most_bytes
from workbench.generator.intake.attachments.kinds import Kind, kind_of
from workbench.generator.intake.attachments.limits import DOCUMENT, OCR
from workbench.generator.intake.attachments.ocr import ocr_is_installed
from workbench.generator.intake.attachments.pictures import Picture, read_header
from workbench.generator.intake.attachments.reader import parse_apart
from workbench.generator.intake.blocks import clean, cut
from workbench.generator.records import Attachment, Image

ImageUse = Literal["send", "ocr", "name"]

MAX_IMAGES: Final = 5
MAX_IMAGE_BYTES: Final = 3_750_000
# Anthropic refuses more a side (https://platform.claude.com/docs/en/build-with-claude/vision).
MAX_SIDE_PIXELS: Final = 8_000
MAX_NAME_CHARS: Final = 200
MAX_PIXELS: Final = 25_000_000
_NOT_PARSED: Final[frozenset[Kind]] = frozenset({"compressed", "RTF"})


def read_attachment(
    name: str,
    data: bytes,
    *,
    max_chars: int,
    images: ImageUse | None = None,
    max_image_bytes: int | None = None,
) -> Attachment:
    """The file's text, cut at the limit, or its picture; neither, with a note, where it is left out.

    Plain text of any form (Markdown, CSV, JSON, logs) is read here, as it stands; PDF, Office files, HTML and what
    OCR reads are parsed in a child process. No file is an error.

    Args:
        name: the file's name, kept on one line; it says nothing about what the file is.
        data: the whole file.
        max_chars: the text is cut after so many characters; 0 keeps none.
        images: what is done with a picture; None is `name`.
        max_image_bytes: a larger picture is not sent; None is `MAX_IMAGE_BYTES`.
    """
    shown, kind = file_name(name), kind_of(data)
    if kind == "image" and images == "send":
        return _sent(shown, data, MAX_IMAGE_BYTES if max_image_bytes is None else max_image_bytes)
    if kind in _NOT_PARSED or (kind == "image" and images != "ocr"):
        return _left_out(shown, f"{kind}: not read")
    if max_chars <= 0:
        return _left_out(shown, "not sent: the limit is 0 characters")
    if kind is not None:
        return _parsed(shown, kind, data, max_chars)
    text = decode(data, max_chars)
    if text is None:
        return _left_out(shown, "not text: not read")
    return _text(shown, text, max_chars, whole=len(data) <= most_bytes(max_chars))


def keep_images(attachments: tuple[Attachment, ...], max_images: int | None = None) -> tuple[Attachment, ...]:
    """The attachments with at most so many pictures, the first ones; the others are named with a note.

    Args:
        attachments: in their order.
        max_images: from 0; None is `MAX_IMAGES`.
    """
    most = MAX_IMAGES if max_images is None else max_images
    kept: list[Attachment] = []
    sent = 0
    for each in attachments:
        if each.image is not None and sent >= most:
            kept.append(_left_out(each.name, f"image: not sent, only {most} may be"))
            continue
        sent += each.image is not None
        kept.append(each)
    return tuple(kept)


def file_name(name: str) -> str:
    """The name on one line, without control characters, at most 200 characters."""
    return " ".join(clean(name).split())[:MAX_NAME_CHARS] or "unnamed"


def _left_out(name: str, note: str) -> Attachment:
    return Attachment(name=name, text=None, note=note)


def _text(name: str, text: str, max_chars: int, *, whole: bool, notes: tuple[str, ...] = ()) -> Attachment:
    kept, cuts = cut(clean(text), max_chars)
    if not whole:  # so the length is not known
        cuts = (f"cut after {max_chars:,} characters",)
    return Attachment(name=name, text=kept, note="; ".join((*cuts, *notes)) or None)


def _parsed(name: str, kind: Kind, data: bytes, max_chars: int) -> Attachment:
    reason = _no_ocr(data) if kind == "image" else None
    if reason:
        return _left_out(name, f"image: not read, {reason}")
    found = parse_apart(kind, data, max_chars=max_chars, limits=OCR if kind == "image" else DOCUMENT)
    if found.reason is not None:
        return _left_out(name, f"{kind}: not read, {found.reason}")
    text = found.text.strip()
    if not text:
        return _left_out(name, "; ".join((f"{kind}: not read, no text in it", *found.notes)))
    return _text(name, text, max_chars, whole=found.whole, notes=found.notes)


# Pictures ---------------------------------------------------------------------------------------


def _sent(name: str, data: bytes, max_bytes: int) -> Attachment:
    picture = read_header(data)
    reason = "broken, or no PNG, JPEG, GIF or WebP" if picture is None else _too_large(picture)
    if picture is not None and reason is None and len(picture.data) > max_bytes:
        reason = f"larger than {max_bytes:,} bytes"
    if picture is None or reason is not None:
        return _left_out(name, f"image: not sent, {reason}")
    return Attachment(name=name, text=None, image=Image(name=name, media_type=picture.media_type, data=picture.data))


def _no_ocr(data: bytes) -> str | None:
    if not ocr_is_installed():
        return "the extra 'ocr' is not installed"
    picture = read_header(data)
    return "broken, or no PNG, JPEG, GIF or WebP" if picture is None else _too_large(picture)


def _too_large(picture: Picture) -> str | None:
    width, height = picture.width, picture.height
    if max(width, height) > MAX_SIDE_PIXELS or width * height > MAX_PIXELS:
        return f"{width:,} x {height:,} pixels are too many"
    return None
