"""What all records of files and contracts have in common."""

from pydantic import BaseModel, ConfigDict


class Closed(BaseModel):
    """A frozen record of ours: unknown keys are errors, errors never show their input."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
