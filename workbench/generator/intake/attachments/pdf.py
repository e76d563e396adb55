"""The text of a PDF, page by page."""

from typing import Final

from workbench.generator.intake.attachments.gathering import Gathering, Skipped
from workbench.generator.intake.attachments.limits import MAX_PAGES

_WRONG_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD of PDFium's public header fpdfview.h


def read_pdf(data: bytes, found: Gathering) -> None:
    """Gather what pages say; forms, attachments and scripts of the file are not looked at.

    Raises:
        Skipped: it is encrypted or broken.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _WRONG_PASSWORD
        raise Skipped("encrypted" if locked else "broken") from None
    if pages > MAX_PAGES:
        found.notes.append(f"only the first {MAX_PAGES} of {pages:,} pages are read")
    broken = 0
    for number in range(min(pages, MAX_PAGES)):
        try:
            text = document[number].get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            broken += 1
            continue
        found.add(text.strip() + "\n\n")
    if broken:
        found.notes.append(f"{broken:,} of {pages:,} pages are broken and left out")
