"""The text of a picture, by the extra `ocr`."""

from importlib.util import find_spec

from workbench.generator.intake.attachments.gathering import Gathering, Skipped


def ocr_is_installed() -> bool:
    """Tell whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_picture(data: bytes, found: Gathering) -> None:
    """Gather the lines that are recognised, from top to bottom.

    Raises:
        Skipped: the picture cannot be decoded.
    """
    from rapidocr import RapidOCR
    from rapidocr.utils.load_image import LoadImageError

    try:
        read = RapidOCR()(data)
    except (LoadImageError, OSError, SyntaxError, ValueError):
        raise Skipped("broken") from None
    for line in getattr(read, "txts", None) or ():
        found.add(f"{line}\n")
