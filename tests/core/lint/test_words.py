"""Word rules in each language that has a list."""

import pytest

from workbench.core.lint import RULES, lint
from workbench.core.lint.words import WORDS, spoken
from workbench.generator.output import dialects

FEATURE = """# language: {code}
{feature}: f
  {scenario}: {name}
    {given}{context}
    {when}{action}
    {then}{outcome}
"""

PLAIN = {
    "en": ("Third wrong password", "a customer", "the customer signs in", "the account is locked"),
    "de": ("Drittes falsches Passwort", "ein Kunde", "der Kunde meldet sich an", "das Konto ist gesperrt"),
    "fr": ("Troisième mot de passe", "une boutique", "la commande part", "le compte est bloqué"),
    "es": ("Tercera clave errónea", "un cliente", "el cliente entra", "la cuenta está bloqueada"),
    "nl": ("Derde foute wachtwoord", "een klant", "de klant meldt zich aan", "de rekening is geblokkeerd"),
    "pt": ("Terceira senha errada", "um cliente", "o cliente entra", "a conta está bloqueada"),
}
FOUND = {
    "en": {
        "S11": {"name": "Check the password"},
        "S13": {"name": "Locks, mails and logs"},
        "T02": {"outcome": "the account works properly"},
        "T04": {"outcome": "the mail is sent unless it was sent"},
        "T05": {"action": "the customer signs in and then signs out"},
        "T06": {"action": "the customer clicks on the link"},
        "T07": {"action": "the customer waits 10 seconds"},
        "T08": {"context": "I am a customer", "action": "the user signs in"},
        "T09": {"context": "various customers"},
        "T11": {"outcome": "the customer clicks on the link"},
        "T13": {"outcome": "the account is locked or open depending on the plan"},
    },
    "de": {
        "S11": {"name": "Passwort überprüfen"},
        "S13": {"name": "Sperrt, mailt und loggt"},
        "T02": {"outcome": "das Konto verhält sich wie erwartet"},
        "T04": {"outcome": "die Mail geht raus, falls sie neu ist"},
        "T05": {"action": "der Kunde meldet sich an und dann ab"},
        "T06": {"action": "der Kunde auf die Schaltfläche klickt"},
        "T07": {"action": "der Kunde wartet 10 Sekunden"},
        "T08": {"context": "ich bin angemeldet", "action": "der Benutzer meldet sich an"},
        "T09": {"context": "verschiedene Kunden"},
        "T11": {"outcome": "der Kunde klickt auf den Link"},
        "T13": {"outcome": "das Konto ist entweder gesperrt oder offen"},
    },
    "fr": {
        "S11": {"name": "Vérifier le mot de passe"},
        "S13": {"name": "Bloque, envoie et note"},
        "T02": {"outcome": "le compte est traité correctement"},
        "T04": {"outcome": "le message part sauf si le compte est neuf"},
        "T05": {"action": "la commande part et ensuite revient"},
        "T06": {"action": "la cliente clique sur le bouton"},
        "T07": {"action": "la cliente attend 10 secondes"},
        "T08": {"context": "je suis connecté", "action": "l'utilisateur commande"},
        "T09": {"context": "plusieurs commandes"},
        "T11": {"outcome": "la cliente clique sur le lien"},
        "T13": {"outcome": "le statut est 200 ou 404 selon le serveur"},
    },
    "es": {
        "S11": {"name": "Verificar la clave"},
        "S13": {"name": "Bloquea, avisa y anota"},
        "T02": {"outcome": "la cuenta funciona correctamente"},
        "T04": {"outcome": "el aviso sale a menos que sea viejo"},
        "T05": {"action": "el cliente entra y luego sale"},
        "T06": {"action": "el cliente hace clic en el botón"},
        "T07": {"action": "el cliente espera 10 segundos"},
        "T08": {"context": "yo entro en la tienda", "action": "el usuario compra"},
        "T09": {"context": "algunos clientes"},
        "T11": {"outcome": "el cliente pulsa el enlace"},
        "T13": {"outcome": "la cuenta queda abierta o cerrada según el plan"},
    },
    "nl": {
        "S11": {"name": "Controleer het wachtwoord"},
        "S13": {"name": "Blokkeert, mailt en logt"},
        "T02": {"outcome": "de rekening werkt zoals verwacht"},
        "T04": {"outcome": "de mail gaat weg tenzij die oud is"},
        "T05": {"action": "de klant meldt zich aan en vervolgens af"},
        "T06": {"action": "de klant klikt op de knop"},
        "T07": {"action": "de klant wacht 10 seconden"},
        "T08": {"context": "ik ben aangemeld", "action": "de gebruiker koopt"},
        "T09": {"context": "enkele klanten"},
        "T11": {"outcome": "de klant klikt op de link"},
        "T13": {"outcome": "de status is 200 of 404"},
    },
    "pt": {
        "S11": {"name": "Verificar a senha"},
        "S13": {"name": "Bloqueia, avisa e anota"},
        "T02": {"outcome": "a conta funciona corretamente"},
        "T04": {"outcome": "o aviso sai a menos que seja velho"},
        "T05": {"action": "o cliente entra e depois sai"},
        "T06": {"action": "o cliente clica no botão"},
        "T07": {"action": "o cliente aguarda 10 segundos"},
        "T08": {"context": "eu entro na loja", "action": "o usuário compra"},
        "T09": {"context": "alguns clientes"},
        "T11": {"outcome": "o cliente clica no link"},
        "T13": {"outcome": "o status é 200 ou 404"},
    },
}
CASES = [(code, rule, change) for code, rules in FOUND.items() for rule, change in rules.items()]


def feature(code: str, **change: str) -> str:
    name, context, action, outcome = PLAIN[code]
    words = dialects.keywords(code)
    spelled = {part: getattr(words, part) for part in ("feature", "scenario", "given", "when", "then")}
    said = {"name": name, "context": context, "action": action, "outcome": outcome, **change}
    return FEATURE.format(code=code, **spelled, **said)


@pytest.mark.parametrize("code", PLAIN)
def test_a_plain_scenario_has_no_finding_in_its_language(code: str) -> None:
    report = lint(feature(code))
    assert ([finding.rule for finding in report.findings], report.words) == ([], code)


@pytest.mark.parametrize(("code", "rule", "change"), CASES, ids=[f"{code}-{rule}" for code, rule, _ in CASES])
def test_a_word_rule_finds_its_words_in_each_language(code: str, rule: str, change: dict[str, str]) -> None:
    assert rule in {finding.rule for finding in lint(feature(code, **change)).findings}


def test_every_word_rule_has_an_example_in_every_language() -> None:
    needed = {rule for rule, spec in RULES.items() if spec.needs_words} - {"T12"}  # T12 counts what T06 finds
    assert {code: set(rules) for code, rules in FOUND.items()} == dict.fromkeys(WORDS, needed)


@pytest.mark.parametrize(
    ("code", "text"), [("ja", "機能: f\n  シナリオ: 名前\n    前提a\n    もしb\n    ならば TBD\n"), ("sv", "")]
)
def test_without_a_list_word_rules_are_said_not_to_apply(code: str, text: str) -> None:
    swedish = "Egenskap: f\n  Scenario: ett namn\n    Givet a\n    När b\n    Så TBD\n"
    report = lint(f"# language: {code}\n{text or swedish}")
    words = {rule for rule, spec in RULES.items() if spec.needs_words}
    assert {rule for rule, reason in report.not_applied.items() if f"{code!r} file" in reason} == words
    assert [finding.rule for finding in report.findings if finding.rule == "T03"] == ["T03"]


def test_the_texts_language_counts_where_the_keywords_are_english() -> None:
    text = "Feature: f\n  Scenario: Drittes falsches Passwort\n    Given der Kunde ist mit dem Konto angemeldet\n"
    report = lint(f"{text}    When das Passwort ist falsch und wird nicht erkannt\n    Then das Konto ist korrekt\n")
    assert (report.words, [finding.rule for finding in report.findings]) == ("de", ["T02"])


def test_text_in_another_script_has_no_list_whatever_the_keywords() -> None:
    assert spoken("en", ["пользователь вошёл в систему"]) is None
    assert spoken("en", ["a user"]) is WORDS["en"]
