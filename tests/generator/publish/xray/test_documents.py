"""Every document is one that Xray's schema takes, and within its limits."""

import re
from pathlib import Path

import pytest
from graphql import DocumentNode, FieldNode, GraphQLSchema, Visitor, build_schema, parse, validate, visit

from tests.xray_fake.schema import SDL
from workbench.generator.publish.xray import documents

DOCUMENTS = {name: text for name, text in vars(documents).items() if name.isupper() and not name.startswith("_")}


class _Fields(Visitor):
    """Collects the fields of a document that another call may stand behind: those with fields or arguments."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        if node.selection_set or node.arguments:
            self.found.append(node.name.value)


def resolvers(document: DocumentNode) -> list[str]:
    fields = _Fields()
    visit(document, fields)
    return fields.found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_fits_our_own_schema(name: str) -> None:
    assert validate(build_schema(SDL), parse(DOCUMENTS[name])) == []


@pytest.fixture(scope="module")
def vendors(reference: Path) -> GraphQLSchema:
    return build_schema((reference / "specs/xray-cloud.graphql").read_text())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_fits_the_vendors_schema(name: str, vendors: GraphQLSchema) -> None:
    assert validate(vendors, parse(DOCUMENTS[name])) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_keeps_the_limits_that_no_schema_says(name: str) -> None:
    assert len(resolvers(parse(DOCUMENTS[name]))) <= 25
    assert all(1 <= int(each) <= 100 for each in re.findall(r"limit: ([0-9]+)", DOCUMENTS[name]))
    assert "jira(fields: [" not in re.sub(r"jira\(fields: \[[^\]]*\]\)(?!\s*\{)", "", DOCUMENTS[name])
