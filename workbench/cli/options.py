"""Options that several commands take."""

from typing import Annotated

import typer

Limit = Annotated[int | None, typer.Option(min=1, help="Only the first N fixtures.")]
Only = Annotated[
    str | None, typer.Option("--filter", help="Only fixtures whose key contains this, or of this stratum.")
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Ask again for what is known; the answers of before stay and are counted.")
]
