"""Attached files: plain text is read here, documents in a child process, pictures are sent, read by OCR or named.

`reading` decides by `kinds`; `reader` hands a file to `child`, which forks for it and runs `parsers` (`pdf`, `word`,
`sheets`, `markup`, `ocr`) within `limits`; `archives` measures Office files before they are opened; `pictures` reads
headers and leaves behind what is no picture.
"""

from workbench.generator.intake.attachments.reading import ImageUse, file_name, keep_images, read_attachment

__all__ = ["ImageUse", "file_name", "keep_images", "read_attachment"]
