"""What a test in Xray still lacks when it is there: steps, scenario, preconditions, folder, Test Set, link."""

from collections.abc import Mapping
from typing import Any

from workbench.generator.publish.publication import Item
from workbench.generator.publish.target import Ref
from workbench.generator.publish.xray.client import XrayClient
from workbench.generator.publish.xray.form import Form, kind_of
from workbench.generator.publish.xray.linking import Linking
from workbench.generator.publish.xray.preconditions import Preconditions
from workbench.generator.publish.xray.writing import Writing, case_of, same_step
from workbench.generator.records import TestCase
from workbench.generator.remote import objects

Test = Mapping[str, Any]


class Finishing:
    """Completes tests; what somebody else changed stays."""

    def __init__(self, client: XrayClient, writing: Writing, linking: Linking, preconditions: Preconditions) -> None:
        """Take what reads and writes; nothing is sent."""
        self._client, self._writing = client, writing
        self.linking, self.preconditions = linking, preconditions

    def complete(self, item: Item, ref: Ref, test: Test, settle_s: float) -> tuple[str, ...]:
        """Write what a test lacks and return notes.

        Args:
            item: what it should be.
            ref: the test.
            test: as it was read a moment ago.
            settle_s: what was created is found after so many seconds.

        Raises:
            GeneratorError: it lacks something still.
        """
        case, form = case_of(item), self._writing.form
        notes = self._content(ref, case, test)
        if self._writing.settings.preconditions == "issues" and case.scenario is None and case.preconditions:
            self.preconditions.complete(test, case.preconditions, settle_s)
        self._place(form, ref, test)
        return (*notes, *self.linking.complete(ref, test))

    def _content(self, ref: Ref, case: TestCase, test: Test) -> tuple[str, ...]:
        kind = _at(test, "testType").get("kind")
        if isinstance(kind, str) and kind != kind_of(case):
            return ("its test type is not the one that it was written with, so its content stays as it is",)
        return self._steps(ref, case, test) if case.scenario is None else self._gherkin(ref, case, test)

    def _steps(self, ref: Ref, case: TestCase, test: Test) -> tuple[str, ...]:
        """Add the steps that a test lacks; it is read again first, for steps may come a moment after it."""
        ours, there = self._writing.steps(case), objects(test.get("steps"))
        if len(there) < len(ours):
            there = next((objects(each.get("steps")) for each in self._client.tests([ref.id])), there)
        if len(there) > len(ours) or not all(map(same_step, ours, there)):
            return ("its steps were changed in Xray and stay as they are",)
        for each in ours[len(there) :]:
            self._client.add_step(ref.id, each)
        return ()

    def _gherkin(self, ref: Ref, case: TestCase, test: Test) -> tuple[str, ...]:
        ours, there = self._writing.gherkin(case), test.get("gherkin")
        if isinstance(there, str) and there.strip():
            same = there.split() == ours.split()
            return () if same else ("its scenario was changed in Xray and stays as it is",)
        if ours.strip():
            self._client.write_gherkin(ref.id, ours)
        return ()

    def _place(self, form: Form, ref: Ref, test: Test) -> None:
        """Put a test into its folder where it is in none, and into the Test Set."""
        path = _at(test, "folder").get("path")
        if form.folder and (not isinstance(path, str) or path in {"", "/"}):
            self._client.add_to_folder(form.project_id, form.folder, ref.id)
        has = [each.get("issueId") for each in objects(_at(test, "testSets").get("results"))]
        if form.test_set and form.test_set not in has:
            self._client.add_to_set(form.test_set, ref.id)


def _at(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}
