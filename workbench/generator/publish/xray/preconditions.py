"""Preconditions of manual tests as issues of their own, which tests with equal texts share."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from workbench.generator.errors import XrayError
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.xray.client import XrayClient, labels_of_issue
from workbench.generator.publish.xray.writing import Writing, precondition_trace
from workbench.generator.remote import Clock, objects

_REFUSED: Final = "Xray does not take the issue; where its type requires fields, set 'preconditions' to 'description'"


class Preconditions:
    """Finds and creates the preconditions of one publication.

    One that is created is given to its first test in the same call, so that where the answer is lost it is found there
    at once; the search by its label finds it a little later.
    """

    def __init__(self, client: XrayClient, writing: Writing, publication: Publication, clock: Clock) -> None:
        """Take what reads and writes; nothing is sent."""
        self._client, self._writing, self._clock = client, writing, clock
        texts = {text for case in publication.suite.cases if case.scenario is None for text in case.preconditions}
        self._traces = {text: precondition_trace(writing.form, text) for text in texts}
        self._known: dict[str, str] = {}
        self._doubtful: dict[str, str] = {}
        self._searched = False

    def seen(self, tests: Iterable[Mapping[str, Any]]) -> None:
        """Take in the preconditions of tests that were read."""
        wanted = set(self._traces.values())
        for test in tests:
            for each in of_test(test):
                for trace in labels_of_issue(each) & wanted:
                    self._known.setdefault(trace, each["issueId"])

    def complete(self, test: Mapping[str, Any], texts: Iterable[str], settle_s: float) -> None:
        """Give a test the preconditions that it lacks.

        Args:
            test: as it was read, and handed to `seen`.
            texts: of its preconditions.
            settle_s: what was created is found after so many seconds.

        Raises:
            XrayError: it lacks some still.
        """
        has = {each["issueId"] for each in of_test(test)}
        lacking: list[str] = []
        for text in dict.fromkeys(texts):
            trace = self._traces[text]
            known = self._there(trace) or self._recovered(trace, settle_s)
            if known is None:
                self._known[trace] = self._created(test["issueId"], trace, text, settle_s)
            elif known not in has:
                lacking.append(known)
        if lacking:
            self._client.add_preconditions(test["issueId"], lacking)

    def _there(self, trace: str) -> str | None:
        if trace not in self._known and not self._searched:
            self._search(sorted(set(self._traces.values())))
            self._searched = True
        return self._known.get(trace)

    def _search(self, traces: list[str]) -> None:
        for each in self._client.preconditions(self._writing.form.project, traces):
            for trace in labels_of_issue(each) & set(traces):
                if isinstance(each.get("issueId"), str):
                    self._known.setdefault(trace, each["issueId"])

    def _created(self, test: str, trace: str, text: str, settle_s: float) -> str:
        """Create a precondition of a test; where the answer is lost, look for it before it is created again."""
        variables = self._writing.precondition(trace, text, test)
        try:
            return self._client.create_precondition(variables)
        except XrayError as error:
            if error.kind == "bad_request" and (error.fields or not error.maybe_done):
                raise XrayError("creating a precondition", "bad_request", says=_REFUSED, fields=error.fields) from None
            if not error.maybe_done:
                raise
            self._doubtful[trace] = test
        found = self._recovered(trace, settle_s)
        if found is None:
            self._doubtful[trace] = test
            found = self._client.create_precondition(variables)
            del self._doubtful[trace]
        return found

    def _recovered(self, trace: str, settle_s: float) -> str | None:
        """Return a precondition whose answer was lost, as soon as it must be found."""
        test = self._doubtful.get(trace)
        if test is None:
            return None
        self._clock.sleep(settle_s)
        self.seen(self._client.tests([test]))
        self._search([trace])
        del self._doubtful[trace]
        return self._known.get(trace)


def of_test(test: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the preconditions that a test has."""
    found = test.get("preconditions")
    listed = objects(found.get("results")) if isinstance(found, dict) else []
    return [each for each in listed if isinstance(each.get("issueId"), str)]
