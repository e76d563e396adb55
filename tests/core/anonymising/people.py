"""People that are made up, with every form that an issue may call them by."""

import random
from dataclasses import dataclass

from workbench.core.anonymising.folding import fold

GIVEN = """
    Anneliese Bartosz Chloé Dmitri Elif Finnian Guðrún Hiroshi Ingeborg Jean-Luc Karolína Léonie Małgorzata Nikolaj
    Ondřej Paulína Quirin Rosalind Søren Thibault Ursula Vlastimil Wilhelmine Xaver Yasmin Zbigniew Oluwaseun Priyanka
""".split()  # noqa: SIM905
STARTS = "Bro Kal Mert Ström Vand Öz Pfei Ruz Świą Tchaik Ull Wojc Zim Hæt Dvoř Lind Grün Ferr Okon Rag".split()  # noqa: SIM905
ENDS = "berg mann owski eira ic holm ez ová sen ström kova tti aux andran kwo hausen ler ini".split()  # noqa: SIM905
FAMILY_FORMS = ("{}", "{}", "{}", "van {}", "de {}", "O'{}", "{}-Nordal")


@dataclass(frozen=True)
class Made:
    given: str
    family: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def names(self) -> list[str]:
        """Forms of which each tells who is meant."""
        bare = self.family.removeprefix("van ").removeprefix("de ")
        return [
            self.full, self.given, bare, f"{self.given[0]}. {self.family}", f"{bare}, {self.given}", self.full.upper(),
            f"{self.given} {bare[0]}.", f"Dr. {self.full}", fold(self.full).title(), f"{bare} {self.given}",
        ]  # fmt: skip

    @property
    def logins(self) -> list[str]:
        given = "".join(sign for sign in fold(self.given) if sign.isalpha())
        bare = self.family.removeprefix("van ").removeprefix("de ")
        family = "".join(sign for sign in fold(bare) if sign.isalpha())
        return [
            f"{given}.{family}", f"{given[0]}{family}", f"{family}{given[0]}", f"{given}_{family}", f"{given}{family}",
            f"{family}.{given[0]}", f"{given[0]}.{family}", f"{family}27",
        ]  # fmt: skip


def people(rng: random.Random, count: int) -> list[Made]:
    """Return people none of whom shares a given name or a family name with another."""
    made: dict[str, Made] = {}
    given = rng.sample(GIVEN, count)
    while len(made) < count:
        family = rng.choice(STARTS) + rng.choice(ENDS)
        made.setdefault(fold(family), Made(given[len(made)], rng.choice(FAMILY_FORMS).format(family)))
    return list(made.values())
