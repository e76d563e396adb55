"""Pictures: only those that may be sent, and nothing of what stands beside them in their files."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generator.intake.attachments.files import chunk, gif, jpeg, png, webp
from workbench.generator.intake.attachments import keep_images, read_attachment
from workbench.generator.intake.attachments.ocr import ocr_is_installed
from workbench.generator.intake.attachments.pictures import read_header
from workbench.generator.records import Attachment

CANARY = b"zq-Ottilie-51.5N"
BESIDE: dict[str, Callable[[], bytes]] = {
    "image/png": lambda: png(more=chunk(b"tEXt", b"Author\0" + CANARY) + chunk(b"eXIf", CANARY), after=CANARY),
    "image/jpeg": lambda: jpeg(beside=CANARY),
    "image/gif": lambda: gif(beside=CANARY),
    "image/webp": lambda: webp(beside=CANARY),
}


def sent(data: bytes, **more: Any) -> Attachment:
    return read_attachment("sketch.txt", data, max_chars=0, images="send", **more)


@pytest.mark.parametrize("media_type", BESIDE)
def test_what_stands_beside_a_picture_stays_here(media_type: str) -> None:
    data = BESIDE[media_type]()
    assert CANARY in data
    found = sent(data)
    assert found.image is not None
    assert (found.image.name, found.image.media_type, found.text) == ("sketch.txt", media_type, None)
    assert CANARY not in found.image.data
    assert CANARY.decode() not in repr(found)


@pytest.mark.parametrize("make", [png, jpeg, gif, webp])
def test_the_size_is_read_from_the_header_and_a_picture_without_anything_beside_is_the_same(
    make: Callable[..., bytes],
) -> None:
    picture = read_header(make(640, 480))
    assert picture is not None
    assert (picture.width, picture.height, picture.data) == (640, 480, make(640, 480))


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("PNG", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("GIF", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
    ],
    ids=str,
)
def test_the_picture_itself_is_unchanged(form: str, options: dict[str, Any]) -> None:
    pillow = pytest.importorskip("PIL.Image")
    drawn = pillow.effect_noise((97, 61), 80).convert("RGB")
    exif = pillow.Exif()
    exif[0x010E] = CANARY.decode()
    out = io.BytesIO()
    drawn.save(out, form, **({} if form == "GIF" else {"exif": exif}), **options)
    found = sent(out.getvalue())
    assert found.image is not None
    assert CANARY not in found.image.data
    with pillow.open(io.BytesIO(found.image.data)) as kept, pillow.open(io.BytesIO(out.getvalue())) as given_:
        assert kept.convert("RGB").tobytes() == given_.convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png(30_000, 30_000), "30,000 x 30,000 pixels are too many"),
        (png(8_001, 1), "8,001 x 1 pixels are too many"),
        (jpeg(6_000, 6_000), "6,000 x 6,000 pixels are too many"),
        (png()[:40], "broken, or no PNG, JPEG, GIF or WebP"),
        (png(0, 5), "broken, or no PNG, JPEG, GIF or WebP"),
        (b"II*\0" + b"\0" * 99, "broken, or no PNG, JPEG, GIF or WebP"),
        (b"\xff\xd8\xff\xe0", "broken, or no PNG, JPEG, GIF or WebP"),
    ],
    ids=["30,000 pixels", "a wide line", "36 megapixels", "cut", "no width", "TIFF", "JPEG of four bytes"],
)
def test_a_picture_that_no_model_takes_is_named_and_left_out(data: bytes, reason: str) -> None:
    found = sent(data)
    assert (found.image, found.text, found.note) == (None, None, f"image: not sent, {reason}")


def test_a_picture_over_the_bytes_that_the_config_allows_is_left_out() -> None:
    size = len(png())
    assert sent(png(), max_image_bytes=size).image is not None
    assert sent(png(), max_image_bytes=size - 1).note == f"image: not sent, larger than {size - 1} bytes"


def test_only_the_first_pictures_are_kept() -> None:
    text = Attachment(name="a", text="a")
    given_ = (sent(png()), text, sent(gif()), sent(webp()))
    kept = keep_images(given_, 2)
    assert kept[:3] == given_[:3]
    assert kept[3] == Attachment(name="sketch.txt", text=None, note="image: not sent, only 2 may be")
    assert sum(each.image is not None for each in keep_images((sent(png()),) * 9)) == 5


@pytest.mark.parametrize("images", [None, "name"])
def test_without_leave_a_picture_is_only_named(images: Any) -> None:
    found = read_attachment("a.png", png(), max_chars=100, images=images)
    assert found == Attachment(name="a.png", text=None, note="image: not read")


def test_a_page_named_as_a_picture_is_no_picture() -> None:
    found = read_attachment("a.png", b"<html><body>Pay", max_chars=100, images="send")
    assert (found.text, found.image) == ("Pay", None)


def test_ocr_reads_a_picture_or_says_that_its_extra_is_missing() -> None:
    if not ocr_is_installed():
        found = read_attachment("a.png", png(), max_chars=100, images="ocr")
        assert (found.text, found.note) == (None, "image: not read, the extra 'ocr' is not installed")
        return
    drawing = pytest.importorskip("PIL.ImageDraw")
    pillow = pytest.importorskip("PIL.Image")
    picture, out = pillow.new("RGB", (800, 120), "white"), io.BytesIO()
    drawing.Draw(picture).text((20, 40), "Ends after 30 minutes", fill="black", font_size=32)
    picture.save(out, "PNG")
    assert read_attachment("a.png", out.getvalue(), max_chars=100, images="ocr").text == "Ends after 30 minutes"


@given(st.sampled_from([png(), jpeg(beside=b"x"), gif(beside=b"x"), webp(beside=b"x")]), st.data())
def test_any_damage_gives_a_picture_or_none(data: bytes, damage: st.DataObject) -> None:
    hurt = bytearray(data[: damage.draw(st.integers(0, len(data)))])
    for place in damage.draw(st.lists(st.integers(0, len(data)), max_size=4)):
        if place < len(hurt):
            hurt[place] = damage.draw(st.integers(0, 255))
    picture = read_header(bytes(hurt))
    assert picture is None or (picture.width > 0 and picture.height > 0)
