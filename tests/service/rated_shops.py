"""Three small rated issues to fit a model on."""

from tests.rated import issue_with, suite_of
from workbench.core.labelled import LabelledIssue, Matrix

_SHOPS = {
    "SHOP-1": (
        ("The account is locked after five wrong passwords", "A mail is sent to the owner"),
        ("And a fifth wrong password is entered\n  Then the account is locked", "Then a mail is sent to the owner"),
    ),
    "SHOP-2": (
        ("A voucher takes 10 EUR off the cart", "An expired voucher is refused"),
        ("And a voucher is entered\n  Then the cart costs 10 EUR less", "Then an expired voucher is refused"),
    ),
    "SHOP-3": (
        ("The invoice is printed on two pages", "The total is shown in EUR"),
        ("And the invoice is printed\n  Then it has two pages", "Then the total is shown in EUR"),
    ),
}

MATRICES = (
    Matrix(
        name="small", language="en",
        requirements={"R1": "The account is locked.", "R2": "The invoice is printed."},
        tests={"T1": "Lock the account. It is locked.", "T2": "Print the invoice. It has pages."},
        links=frozenset({("R1", "T1"), ("R2", "T2")}),
    ),
    Matrix(
        name="other", language="en",
        requirements={"R1": "A mail is sent.", "R2": "The cart is emptied."},
        tests={"T1": "Send a mail to the owner.", "T2": "Empty the cart.", "T3": "Open the page."},
        links=frozenset({("R1", "T1"), ("R2", "T2")}),
    ),
)  # fmt: skip


def shops(*turned: str) -> tuple[LabelledIssue, ...]:
    """The three issues, a suite without tests among their suites; those named have their labels turned round."""
    return tuple(_shop(key, turned=key in turned) for key in _SHOPS)


def _shop(key: str, *, turned: bool) -> LabelledIssue:
    statements, texts = _SHOPS[key]
    strong, weak = (("-+", "+-"), "-+") if turned else (("+-", "-+"), "+-")
    suites = (suite_of("strong", *strong, texts=texts), suite_of("weak", weak, texts=texts), suite_of("empty"))
    return issue_with(*suites, key=key, statements=statements)
