"""The folder of the Test Repository that tests are created in."""

from workbench.generator.errors import XrayError
from workbench.generator.publish.xray.client import XrayClient
from workbench.generator.publish.xray.form import Form


class Folders:
    """Makes the folder of a form, once, level by level."""

    def __init__(self, client: XrayClient, form: Form) -> None:
        """Take what reads and writes; nothing is sent."""
        self._client, self._form = client, form
        self._there = form.folder is None
        self._failed: XrayError | None = None

    def make(self) -> None:
        """Create the levels that are not there.

        Raises:
            XrayError: the folder is not there; of the tests nothing was sent.
        """
        if self._failed is not None:
            raise self._failed
        if self._there:
            return
        try:
            self._there = self._made(self._form.folder or "")
        except XrayError as error:
            raise XrayError(
                "creating a folder", error.kind, status=error.status, retry_after_s=error.retry_after_s
            ) from None
        if not self._there:
            self._failed = XrayError(
                "creating a folder",
                "bad_request",
                says="the folder cannot be created; create it in the Test Repository, or name another as 'folder'",
            )
            raise self._failed

    def _made(self, path: str) -> bool:
        if self._client.has_folder(self._form.project_id, path):
            return True
        names = path.strip("/").split("/")
        for depth in range(1, len(names) + 1):
            self._client.create_folder(self._form.project_id, "/" + "/".join(names[:depth]))
        return self._client.has_folder(self._form.project_id, path)
