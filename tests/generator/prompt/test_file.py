from pathlib import Path

import pytest

from workbench.adapters.catalog import Catalog
from workbench.generator.errors import PromptError
from workbench.generator.prompt.file import read_prompt

HEAD = "description: x\noutput: gherkin\n"
BODY = "{% block system %}s{% endblock %}\n{% block user %}{{ issue.summary }}{% endblock %}\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "family" / "v1.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def prompt(head: str = HEAD, body: str = BODY) -> str:
    return f"---\n{head}---\n{body}"


def user(text: str) -> str:
    return prompt(body=f"{{% block system %}}{{% endblock %}}\n{{% block user %}}\n{text}\n{{% endblock %}}\n")


BAD = {
    "empty file": ("", "no front matter"),
    "no front matter": (BODY, "no front matter"),
    "front matter not closed": (f"---\n{HEAD}{BODY}", "no front matter"),
    "bad YAML": (prompt("description: [x\n"), "not valid YAML (line 2, column 16)"),
    "a key twice": (prompt("output: gherkin\noutput: gherkin\n"), "a key stands twice (line 3, column 1)"),
    "a control sign in the YAML": (prompt('description: "\x01"\noutput: gherkin\n'), "not valid YAML"),
    "a list for YAML": (prompt("- a\n- b\n"), "'the whole': "),
    "deep YAML": (prompt("description: " + "[" * 1500 + "\n"), "nested too deeply"),
    "unknown key": (prompt(HEAD + "outputs: gherkin\n"), "unknown key 'outputs'"),
    "unknown key below": (prompt(HEAD + "params: {temprature: 0}\n"), "unknown key 'params.temprature'"),
    "two faults": (prompt(HEAD + "a: 1\nb: 2\n"), "unknown key 'a' (and 1 more)"),
    "missing key": (prompt("output: gherkin\n"), "'description' is missing"),
    "empty head": (prompt("\n"), "'description' is missing (and 1 more)"),
    "unknown contract": (prompt("description: x\noutput: yaml\n"), "'output': input should be 'gherkin' or"),
    "a parameter out of range": (prompt(HEAD + "params: {temperature: 3}\n"), "'params.temperature': input should"),
    "no blocks": (prompt(body=""), "no blocks"),
    "block missing": (prompt(body="{% block system %}s{% endblock %}"), "block 'user' is missing"),
    "a later block missing": (
        prompt(
            body=BODY.replace(" system", " a_system").replace(" user", " a_user") + "{% block b_user %}u{% endblock %}"
        ),
        "block 'b_system' is missing",
    ),
    "block twice": (prompt(body=BODY + "{% block user %}u{% endblock %}"), "block 'user' stands twice"),
    "misspelt block": (prompt(body=BODY.replace("system", "sytem")), "unknown block 'sytem'"),
    "block of both roles": (prompt(body=BODY + "{% block systemuser %}u{% endblock %}"), "unknown block 'systemuser'"),
    "text outside": (prompt(body="Hello\n" + BODY), "text or tags outside of a block"),
    "tags outside": (prompt(body="{% set a = 1 %}\n" + BODY), "text or tags outside of a block"),
    "nested blocks": (
        prompt(body="{% block system %}{% block inner %}{% endblock %}{% endblock %}\n" + BODY.partition("\n")[2]),
        "text or tags outside of a block",
    ),
    "a block not closed": (prompt(body=BODY + "{% block system %}"), "text or tags outside of a block"),
    "stages without names": (
        prompt(body=BODY + BODY.replace(" system", " b_system").replace(" user", " b_user")),
        "several stages need names",
    ),
    "unknown variable": (user("{{ isue.summary }}"), "unknown variable 'isue'; known: issue"),
    "a draft in the first stage": (user("{{ draft }}"), "unknown variable 'draft'; known: issue"),
    "unknown attribute": (user("{{ issue.sumary }}"), "has no attribute 'sumary'"),
    "unknown attribute in a branch": (
        user("{% for each in issue.criteria %}{% else %}{{ issue.sumary }}{% endfor %}"),
        "has no attribute 'sumary'",
    ),
    "unknown attribute of an attachment": (
        user("{% for each in issue.attachments %}{{ each.body }}{% endfor %}"),
        "has no attribute 'body'",
    ),
    "a criterion that an issue may not have": (user("{{ issue.criteria[0].text }}"), "no element 0"),
    "unknown filter": (user("a\n{{ issue.summary | shout }}"), "No filter named 'shout'. (line 2 of its block)"),
    "broken tag": (user("{% if issue.summary %}"), "template: Unexpected end of template"),
    "broken expression": (user("{{ issue. }}"), "template: "),
    "division by zero": (user("{{ 1 / 0 }}"), "template: ZeroDivisionError"),
    "a number and a text": (user("{{ issue.summary + 1 }}"), "template: TypeError"),
    "another template": (user("{% include 'v2.md' %}"), "template: "),
    "the sandbox left": (user("{{ issue.__class__ }}"), "access to attribute '__class__' of 'Issue' object is unsafe"),
    "endless range": (user("{% for n in range(1000000000) %}{{ n }}{% endfor %}"), "template: OverflowError"),
    "missing example": (prompt(HEAD + "examples: [nobody]\n"), "nobody.yaml: cannot be read (No such file"),
    "an example elsewhere": (prompt(HEAD + "examples: [../../etc/passwd]\n"), "'examples.0': string should match"),
    "not UTF-8": (prompt().encode() + b"\xff\xfe", f"not UTF-8 text (byte {len(prompt())})"),
    "over 1 MB": (prompt() + " " * 1_000_000, "larger than 1000000 bytes"),
}


@pytest.mark.parametrize(("text", "fault"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_in_one_sentence_that_names_it_and_its_fault(
    tmp_path: Path, text: str | bytes, fault: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(PromptError) as caught:
        read_prompt(path)
    told = str(caught.value)
    assert told.startswith(str(path.parent))
    assert fault in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("answer: x\n", "'issue' is missing"),
        ("issue: {key: A-1, summary: s}\n", "'answer' is missing"),
        ("issue: {key: A-1, summary: s}\nanswer: ''\n", "'answer': string should have at least 1 character"),
        ("issue: {key: A-1, summary: s, sumary: t}\nanswer: x\n", "unknown key 'issue.sumary'"),
        ("issue: {key: A-1}\nanswer: x\n", "'issue.summary' is missing"),
        ("issue: [1]\nanswer: x\n", "'issue': input should be"),
    ],
)
def test_a_bad_example_is_refused_by_its_own_name(tmp_path: Path, text: str, fault: str) -> None:
    path = written(tmp_path, prompt(HEAD + "examples: [one]\n"))
    example = path.parent / "examples" / "one.yaml"
    example.parent.mkdir()
    example.write_text(text, encoding="utf-8")
    with pytest.raises(PromptError) as caught:
        read_prompt(path)
    assert str(caught.value).startswith(f"{example}: ")
    assert fault in str(caught.value)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.md", tmp_path):
        with pytest.raises(PromptError, match=r"cannot be read \("):
            read_prompt(path)


def test_a_prompt_is_read_with_its_stages_and_examples(tmp_path: Path) -> None:
    body = (
        "{% block plan_system %}\n  think \n{% endblock %}\n{%- block plan_user -%}p{% endblock plan_user %}\n"
        "{% block write_system %}{% endblock %}\n{% block write_user %}{{ draft }} {{ issue.key }}{% endblock %}\n"
    )
    path = written(tmp_path, prompt(HEAD + "examples: [one]\n", body).replace("\n", "\r\n"))
    (path.parent / "examples").mkdir()
    (path.parent / "examples" / "one.yaml").write_text("issue: {key: A-1, summary: s}\nanswer: |\n  x\n", "utf-8")
    found = read_prompt(path)
    assert found.name == "family/v1"
    assert [(stage.name, stage.system, stage.user) for stage in found.stages] == [
        ("plan", "think", "p"),
        ("write", "", "{{ draft }} {{ issue.key }}"),
    ]
    assert [(each.name, each.issue.summary, each.answer) for each in found.examples] == [("one", "s", "x")]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read_prompt(written(tmp_path, b"\xef\xbb\xbf" + prompt().encode())).stages[0].name == "write"


def test_every_prompt_of_the_repository_is_read(catalog: Catalog) -> None:
    read = {each.name: len(each.stages) for each in catalog.prompts()}
    assert set(read) == {f"{p.parent.name}/{p.stem}" for p in catalog.root.glob("prompts/*/*.md")}
    assert len(read) >= 5
    assert max(read.values()) >= 2
