"""The part of Xray's GraphQL that we use, in words of our own; the vendor's is checked too where it is at hand."""

SDL = """
scalar JSON

type Query {
  getProjectSettings(projectIdOrKey: String): ProjectSettings
  getIssueLinkTypes: [IssueLinkType]
  getCoverableIssues(jql: String, issueIds: [String], limit: Int!, start: Int): CoverableIssueResults
  getCoverableIssue(issueId: String!): CoverableIssue
  getTests(jql: String, issueIds: [String], limit: Int!, start: Int): TestResults
  getTestSets(jql: String, issueIds: [String], limit: Int!, start: Int): TestSetResults
  getPreconditions(jql: String, issueIds: [String], limit: Int!, start: Int): PreconditionResults
  getFolder(projectId: String, path: String!): FolderResults
}

type Mutation {
  createTest(
    jira: JSON!, testType: UpdateTestTypeInput, steps: [CreateStepInput], gherkin: String, folderPath: String,
    preconditionIssueIds: [String]
  ): CreateTestResult
  addTestStep(issueId: String!, step: CreateStepInput!): Step
  updateGherkinTestDefinition(issueId: String!, gherkin: String!): Test
  createPrecondition(
    jira: JSON!, preconditionType: UpdatePreconditionTypeInput, definition: String, testIssueIds: [String]
  ): CreatePreconditionResult
  addPreconditionsToTest(issueId: String!, preconditionIssueIds: [String]!): AddPreconditionsResult
  createFolder(projectId: String, path: String!): ActionFolderResult
  addTestsToFolder(projectId: String, path: String!, testIssueIds: [String]!): ActionFolderResult
  addTestsToTestSet(issueId: String!, testIssueIds: [String]!): AddTestsResult
}

input UpdateTestTypeInput { id: String name: String }
input UpdatePreconditionTypeInput { id: String name: String }
input CustomStepFieldInput { id: String! value: JSON }
input CreateStepInput { action: String data: String result: String customFields: [CustomStepFieldInput] }

type ProjectSettings {
  projectId: String
  testTypeSettings: TestTypes
  testStepSettings: StepSettings
  testCoverageSettings: CoverageSettings
}
type TestTypes { testTypes: [TestType] defaultTestTypeId: String }
type TestType { id: String name: String kind: String }
type StepSettings { fields: [StepField] }
type StepField { id: String name: String required: Boolean disabled: Boolean }
type CoverageSettings { issueLinkTypeId: String issueLinkTypeDirection: String coverableIssueTypeIds: [String] }
type IssueLinkType { id: String name: String }

type CoverableIssue {
  issueId: String
  jira(fields: [String]): JSON!
  tests(issueIds: [String], limit: Int!, start: Int): TestResults
}
type CoverableIssueResults { total: Int results: [CoverableIssue] }
type Test {
  issueId: String
  testType: TestType
  steps: [Step]
  gherkin: String
  unstructured: String
  folder: Folder
  preconditions(limit: Int!, start: Int): PreconditionResults
  testSets(limit: Int!, start: Int): TestSetResults
  jira(fields: [String]): JSON!
}
type TestResults { total: Int results: [Test] }
type Step { id: String action: String data: String result: String }
type Folder { path: String }
type FolderResults { path: String }
type Precondition { issueId: String definition: String jira(fields: [String]): JSON }
type PreconditionResults { total: Int results: [Precondition] }
type TestSet { issueId: String jira(fields: [String]): JSON }
type TestSetResults { total: Int results: [TestSet] }

type CreateTestResult { test: Test warnings: [String] }
type CreatePreconditionResult { precondition: Precondition warnings: [String] }
type AddPreconditionsResult { addedPreconditions: [String] warning: String }
type AddTestsResult { addedTests: [String] warning: String }
type ActionFolderResult { folder: Folder warnings: [String] }
"""
