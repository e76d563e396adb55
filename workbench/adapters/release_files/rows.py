"""Result rows as a Parquet file: names, digests and numbers."""

from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from workbench.core.proof import plain_row, sorted_rows
from workbench.core.verdicts import ResultRow
from workbench.generator.errors import ReleaseError
from workbench.generator.prompt.ledger_line import Name

RESTORE: Final = "restore the evidence from version control"
_SCHEMA: Final = pa.schema(
    [
        *(pa.field(name, pa.string(), nullable=False) for name in ("candidate", "fixture", "group", "stratum")),
        pa.field("language", pa.string(), nullable=False),
        pa.field("repeat", pa.int32(), nullable=False),
        pa.field("cell_key", pa.string(), nullable=False),
        pa.field("outcome", pa.string()),
        pa.field("failure", pa.string()),
        pa.field("scores", pa.map_(pa.string(), pa.float64()), nullable=False),
    ]
)
_NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)
_ROWS: Final = TypeAdapter(tuple[ResultRow, ...])


def write_rows(rows: tuple[ResultRow, ...]) -> bytes:
    """Return rows as Parquet, in the order that their content gives them.

    Raises:
        ValidationError: a row holds a text that is no name, or an outcome or failure that there is not.
        ValueError: a score is NaN or infinite.
    """
    texts = {text for row in rows for text in (row.candidate, row.fixture, row.group, row.stratum, row.cell_key)}
    for text in texts | {row.language for row in rows} | {name for row in rows for name in row.scores}:
        _NAME.validate_python(text)
    plain = [plain_row(row) for row in sorted_rows(_ROWS.validate_python(rows))]
    table = pa.Table.from_pylist([{**row, "scores": sorted(row["scores"].items())} for row in plain], schema=_SCHEMA)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def read_rows(content: bytes, where: str) -> tuple[ResultRow, ...]:
    """Return the rows of a Parquet file.

    Args:
        content: of the file.
        where: what a fault says it is about.

    Raises:
        ReleaseError: it is no Parquet file, or one of other columns.
        ValidationError: an outcome or failure is unknown.
    """
    try:
        table = pq.read_table(pa.BufferReader(content))
    except (pa.ArrowException, OSError):
        raise ReleaseError(f"{where}: is no Parquet file that can be read; {RESTORE}") from None
    if not table.schema.equals(_SCHEMA):
        raise ReleaseError(f"{where}: has other columns than these; {RESTORE}")
    return _ROWS.validate_python([{**row, "scores": dict(row["scores"])} for row in table.to_pylist()])
