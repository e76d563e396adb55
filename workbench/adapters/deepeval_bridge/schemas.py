"""The schemas that deepeval's metrics answer by, as servers enforce them."""

from typing import Any

from pydantic import BaseModel


def wire_schema(record: type[BaseModel]) -> dict[str, Any] | None:
    """Return a record's JSON schema with every object closed and every field required, as strict endpoints want it.

    None where that would change what it says: an object with keys of the answer's own choosing cannot be closed.
    """
    schema = record.model_json_schema()
    return None if _open(schema) else _closed(schema)


def _open(part: Any) -> bool:  # noqa: ANN401 - any JSON value
    if isinstance(part, list):
        return any(_open(each) for each in part)
    if not isinstance(part, dict):
        return False
    free = part.get("type") == "object" and "properties" not in part
    return free or bool(part.get("additionalProperties")) or any(_open(each) for each in part.values())


def _closed(part: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(part, list):
        return [_closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    if "properties" not in part:
        return {key: _closed(value) for key, value in part.items() if key != "default"}
    fields = {name: _closed(value) for name, value in part["properties"].items()}
    rest = {key: _closed(value) for key, value in part.items() if key not in {"properties", "default"}}
    return {**rest, "properties": fields, "required": list(fields), "additionalProperties": False}
