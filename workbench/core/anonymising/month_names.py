"""The months' names in the languages that issues come in."""

from typing import Final

# Each line is one way to write the twelve months, so that a moved date stays in its language and its form.
_ROWS: Final = tuple(
    tuple(line.split())
    for line in """
    January February March April May June July August September October November December
    Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
    Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec
    Januar Februar März April Mai Juni Juli August September Oktober November Dezember
    Jänner Feber März April Mai Juni Juli August September Oktober November Dezember
    Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez
    januari februari maart april mei juni juli augustus september oktober november december
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    """.strip().splitlines()
)
MONTHS: Final = frozenset(name.casefold() for row in _ROWS for name in row)


def month_number(name: str) -> int:
    """Return 1 to 12. Raises ValueError: it is no month."""
    for row in _ROWS:
        for number, each in enumerate(row, 1):
            if each.casefold() == name.casefold():
                return number
    raise ValueError("no month")


def month_written(old: str, number: int) -> str:
    """Return another month in the language, the length and the capitals of a month's name."""
    row = next(row for row in _ROWS if any(each.casefold() == old.casefold() for each in row))
    new = row[number - 1]
    if old.isupper():
        return new.upper()
    return new.lower() if old.islower() else new[:1].upper() + new[1:]
