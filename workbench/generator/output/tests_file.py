"""The tests of one issue as our own JSON: what `generate --format json` writes and `publish` reads."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints, ValidationError

from workbench.generator.errors import InputError
from workbench.generator.records import Closed, TestSuite


class TestsFile(Closed):
    """A test suite with the issue it is for.

    Attributes:
        version: of this form.
        issue: the issue's key in Jira, as `SHOP-12`.
        config: the first 12 hex digits of the digest of the config that made it; None where that is not known.
        suite: the tests.
    """

    __test__ = False

    version: Literal["tests/1"] = "tests/1"
    issue: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    config: Annotated[str, StringConstraints(pattern="^[0-9a-f]{12}$")] | None = None
    suite: TestSuite


def read_tests(path: Path) -> TestsFile:
    """Return the tests in a file.

    Raises:
        InputError: it cannot be read, or is none of ours; the sentence holds nothing of its text.
    """
    try:
        return TestsFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        said = f"{path}: no tests of ours: {place!r}: {first['msg']}"
        raise InputError(f"{said}; make them with `workbench generate ISSUE --format json`") from None
