"""Formulas: a number that follows from others stands beside how it is reckoned, so that they cannot drift apart."""

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from knowledge.facts import Fact, Facts, UnknownFact
from knowledge.reading.rows import Row

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
OPERATIONS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
LONGEST = 200


def check_formulas(rows: Iterable[Row], facts: list[Fact], days: Iterable[date], checked: date) -> None:
    """Every row with a formula has the value that it gives on each of the days on which the row holds. A formula of
    which a part is not known that day is left alone."""
    books = [Facts(facts, day, checked) for day in days]
    for row, fact in zip(rows, facts, strict=True):
        formula = row.text("formula")
        if formula:
            _check(row, fact, formula, [book for book in books if fact.holds_on(book.day)])


def _check(row: Row, fact: Fact, formula: str, books: list[Facts]) -> None:
    for book in books:
        try:
            result = reckoned(formula, book)
        except UnknownFact as unknown:
            if not book.is_unknown(unknown.fact_id):
                row.complain(f"'formula' menyebut fakta yang tidak ada pada {book.day}: '{unknown.fact_id}'", "formula")
                return
            continue
        except (TypeError, ValueError, SyntaxError, RecursionError):
            row.complain("'formula' hanya boleh berisi id fakta, angka, tanda kurung, dan + - *", "formula")
            return
        if result != fact.value:
            right = f"{result.normalize():f}"
            row.complain(f"pada {book.day} nilainya menurut 'formula' {right}, bukan {fact.value}", "value")
            return


def reckoned(formula: str, facts: Facts) -> Decimal:
    """The value of a formula on a day: names of facts, whole numbers, brackets, and + - * with blanks around them.

    Raises UnknownFact, TypeError (a fact that is no number), ValueError, SyntaxError.
    """
    if len(formula) > LONGEST:
        raise ValueError("too long")
    names: dict[str, Decimal] = {}

    def named(found: re.Match[str]) -> str:
        names[f"_{len(names)}"] = Decimal(facts.number(found[0]))
        return f"_{len(names) - 1}"

    return _value(ast.parse(NAME.sub(named, formula), mode="eval").body, names)


def _value(node: ast.expr, names: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.BinOp(left, operation, right) if type(operation) in OPERATIONS:
            return OPERATIONS[type(operation)](_value(left, names), _value(right, names))
        case ast.Name(name):
            return names[name]
        case ast.Constant(int(number)):
            return Decimal(number)
        case _:
            raise ValueError("not allowed")
