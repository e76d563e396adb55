"""The settings of a target out of a file and what a person names beside it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from workbench.generator.errors import ConfigError
from workbench.generator.prompt.file import first_fault, parse_yaml, read_text
from workbench.generator.records import Closed

Settings = TypeVar("Settings", bound=Closed)


def settings_of(record: type[Settings], service: str, path: Path | None, given: Mapping[str, object]) -> Settings:
    """Return the settings of a YAML or JSON file, with what is given in place of what stands there.

    Args:
        record: of the settings; each has a default.
        service: its name, for people.
        path: the file; None is no file.
        given: fields of the record; None leaves the file's, or the default.

    Raises:
        PromptError: the file cannot be read, or a key or value is none of the settings.
        ConfigError: a value that is given is none.
    """
    settings = parse_yaml(path, read_text(path), record) if path else record()
    try:
        chosen = {name: each for name, each in given.items() if each is not None}
        return record.model_validate(settings.model_dump() | chosen)
    except ValidationError as error:
        raise ConfigError(f"no settings for {service}: {first_fault(error)}") from None
