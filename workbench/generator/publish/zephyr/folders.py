"""The folder that test cases are looked for and created in."""

from collections.abc import Sequence

from workbench.generator.errors import ZephyrError
from workbench.generator.publish.zephyr.client import Object, ZephyrClient


class Folders:
    """A path of folders in a project. The service may hold it more than once, so all of them are looked through."""

    def __init__(self, client: ZephyrClient, project: str, names: tuple[str, ...]) -> None:
        """Take what reads and writes; nothing is sent.

        Args:
            client: of the service.
            project: its key.
            names: of the levels from the root; none is the whole project.
        """
        self._client, self._project, self._names = client, project, names
        self._made: int | None = None

    def there(self) -> list[int | None]:
        """Return the folders at the path's end, the oldest first; None is the whole project. None is created."""
        above: list[int | None] = [None]
        if self._names:
            listed = self._client.folders(self._project)
            for name in self._names:
                above = [each for parent in above for each in _below(listed, name, parent)]
        return above

    def make(self) -> int | None:
        """Return the folder for new test cases; levels that are not there are created. None is none at all.

        Raises:
            ZephyrError: it is not there; of a test case nothing was sent.
        """
        try:
            self._made = self._made or self._end()
        except ZephyrError as error:  # that a folder is maybe there says nothing of test cases
            raise ZephyrError(
                "creating a folder", error.kind, status=error.status, retry_after_s=error.retry_after_s
            ) from None
        return self._made

    def _end(self) -> int | None:
        listed = self._client.folders(self._project) if self._names else []
        parent: int | None = None
        for name in self._names:
            there = _below(listed, name, parent)
            parent = there[0] if there else self._created(name, parent)
        return parent

    def _created(self, name: str, parent: int | None) -> int:
        try:
            return self._client.create_folder(self._project, name, parent)
        except ZephyrError:  # its answer was lost, or somebody else was quicker
            there = _below(self._client.folders(self._project), name, parent)
            if not there:
                raise
            return there[0]


def _below(folders: Sequence[Object], name: str, parent: int | None) -> list[int]:
    """Return the folders of a name below another, the oldest first."""
    ids = [
        each["id"]
        for each in folders
        if each.get("name") == name and (each.get("parentId") or None) == parent and isinstance(each.get("id"), int)
    ]
    return sorted(ids)
