"""What Xray's GraphQL is asked: one document a call. Connections take at most 100; `jira` is JSON and has no fields."""

from typing import Final

_TEST: Final = """
  issueId
  testType { kind }
  steps { id action data result }
  gherkin
  folder { path }
  preconditions(limit: 50) { results { issueId jira(fields: ["labels"]) } }
  testSets(limit: 50) { results { issueId } }
  jira(fields: ["key", "labels", "issuelinks"])
"""

PROJECT: Final = """
query Project($project: String!) {
  getProjectSettings(projectIdOrKey: $project) {
    projectId
    testTypeSettings { testTypes { id name kind } }
    testStepSettings { fields { id name required disabled } }
    testCoverageSettings { issueLinkTypeId issueLinkTypeDirection }
  }
  getIssueLinkTypes { id name }
}
"""

STORY: Final = """
query Story($jql: String!) {
  getCoverableIssues(jql: $jql, limit: 1) { results { issueId } }
}
"""

TEST_SET: Final = """
query TestSet($jql: String!) {
  getTestSets(jql: $jql, limit: 1) { results { issueId } }
}
"""

FOLDER: Final = """
query Folder($project: String!, $path: String!) {
  getFolder(projectId: $project, path: $path) { path }
}
"""

COVERAGE: Final = """
query Coverage($story: String!, $ids: [String], $start: Int!) {
  getCoverableIssue(issueId: $story) {
    tests(issueIds: $ids, limit: 100, start: $start) {
      total
      results { issueId jira(fields: ["labels"]) }
    }
  }
}
"""

EXISTING: Final = """
query Existing($story: String!, $start: Int!) {
  getCoverableIssue(issueId: $story) {
    tests(limit: 50, start: $start) {
      total
      results { issueId steps { action data result } gherkin unstructured jira(fields: ["key", "summary"]) }
    }
  }
}
"""

LABELLED: Final = """
query Labelled($jql: String!) {
  getTests(jql: $jql, limit: 100) { results { issueId jira(fields: ["labels"]) } }
}
"""

TESTS: Final = f"""
query Tests($ids: [String], $limit: Int!) {{
  getTests(issueIds: $ids, limit: $limit) {{ results {{ {_TEST} }} }}
}}
"""

PRECONDITIONS: Final = """
query Preconditions($jql: String!) {
  getPreconditions(jql: $jql, limit: 100) { results { issueId jira(fields: ["labels"]) } }
}
"""

CREATE_TEST: Final = f"""
mutation CreateTest(
  $jira: JSON!, $type: UpdateTestTypeInput, $steps: [CreateStepInput], $gherkin: String, $folder: String
) {{
  createTest(jira: $jira, testType: $type, steps: $steps, gherkin: $gherkin, folderPath: $folder) {{
    test {{ {_TEST} }}
    warnings
  }}
}}
"""

ADD_STEP: Final = """
mutation AddStep($test: String!, $step: CreateStepInput!) {
  addTestStep(issueId: $test, step: $step) { id }
}
"""

WRITE_GHERKIN: Final = """
mutation WriteGherkin($test: String!, $gherkin: String!) {
  updateGherkinTestDefinition(issueId: $test, gherkin: $gherkin) { issueId }
}
"""

CREATE_PRECONDITION: Final = """
mutation CreatePrecondition(
  $jira: JSON!, $type: UpdatePreconditionTypeInput, $definition: String, $tests: [String]
) {
  createPrecondition(jira: $jira, preconditionType: $type, definition: $definition, testIssueIds: $tests) {
    precondition { issueId }
    warnings
  }
}
"""

ADD_PRECONDITIONS: Final = """
mutation AddPreconditions($test: String!, $preconditions: [String]!) {
  addPreconditionsToTest(issueId: $test, preconditionIssueIds: $preconditions) { addedPreconditions warning }
}
"""

CREATE_FOLDER: Final = """
mutation CreateFolder($project: String!, $path: String!) {
  createFolder(projectId: $project, path: $path) { folder { path } warnings }
}
"""

ADD_TO_FOLDER: Final = """
mutation AddToFolder($project: String!, $path: String!, $tests: [String]!) {
  addTestsToFolder(projectId: $project, path: $path, testIssueIds: $tests) { folder { path } warnings }
}
"""

ADD_TO_SET: Final = """
mutation AddToSet($set: String!, $tests: [String]!) {
  addTestsToTestSet(issueId: $set, testIssueIds: $tests) { addedTests warning }
}
"""
