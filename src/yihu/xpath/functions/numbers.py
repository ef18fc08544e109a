"""Functions on numbers."""

import math
from collections.abc import Callable
from itertools import chain
from math import floor, inf, isinf, isnan, nan

from yihu.xpath.library import Theme
from yihu.xpath.moments import dated_number
from yihu.xpath.outside import Outside
from yihu.xpath.values import Value, to_number

THEME = Theme()


@THEME.plain("number", "value. -> number", outside=True)
def number(outside: Outside, value: Value) -> float:
    """A date as text becomes its days; as text again, that is the whole days."""
    if isinstance(value, float):
        return value
    text = value if isinstance(value, str) else value[0].string() if isinstance(value, list) and value else ""
    at_ms = outside.read_moment_ms(text) if text else None
    return to_number(value, outside) if at_ms is None else dated_number(at_ms)


@THEME.plain("int", "number -> number")
def whole(value: float) -> float:
    return float(value) if isnan(value) or isinf(value) else float(math.trunc(value))


_TENS = {float(decimals): 10.0**decimals for decimals in range(7)}


@THEME.plain("round", "number number? -> number")
def rounded(value: float, decimals: float = 0.0) -> float:
    """Halves away from zero; negative decimals round tens, hundreds..."""
    if isnan(value) or isinf(value) or isnan(decimals):
        return nan if isnan(decimals) else float(value)
    factor = _TENS.get(decimals) or _power(10.0, decimals)
    shifted = abs(value) * factor
    if isinf(shifted) or factor == 0:
        return value if factor else 0.0
    return math.copysign(floor(shifted + 0.5) / factor, value)


@THEME.plain("floor", "number -> number")
def lower(value: float) -> float:
    return float(value) if isnan(value) or isinf(value) else float(floor(value))


@THEME.plain("ceiling", "number -> number")
def upper(value: float) -> float:
    return float(value) if isnan(value) or isinf(value) else float(math.ceil(value))


@THEME.plain("abs", "number -> number")
def absolute(value: float) -> float:
    return abs(float(value))


@THEME.plain("sum", "numbers -> number")
def total(numbers: list[float]) -> float:
    """No number as soon as one of them is none, nor of none at all (JavaRosa has 0 there, Web Forms none)."""
    return float(sum(numbers)) if numbers else nan


@THEME.plain("max", "numbers* -> number")
def highest(*numbers: list[float]) -> float:
    return _extreme(max, list(chain.from_iterable(numbers)))


@THEME.plain("min", "numbers* -> number")
def lowest(*numbers: list[float]) -> float:
    return _extreme(min, list(chain.from_iterable(numbers)))


def _extreme(choose: Callable[[list[float]], float], numbers: list[float]) -> float:
    return nan if not numbers or any(isnan(value) for value in numbers) else float(choose(numbers))


def _power(base: float, exponent: float) -> float:
    """As IEEE 754 has it, where Python would raise."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        negative = base < 0 and exponent % 2 == 1
        return -inf if negative else inf
    except ValueError:
        return inf if base == 0 else nan


@THEME.plain("pow", "number number -> number")
def power(base: float, exponent: float) -> float:
    return nan if isnan(base) or isnan(exponent) else _power(base, exponent)


@THEME.plain("exp10", "number -> number")
def power_of_ten(exponent: float) -> float:
    return nan if isnan(exponent) else _power(10.0, exponent)


def _guarded(calculate: Callable[[float], float], beyond: float = nan) -> Callable[[float], float]:
    """No number outside the function's domain, `beyond` where the result is too large."""

    def calculated(value: float) -> float:
        try:
            return calculate(value)
        except ValueError:
            return nan
        except OverflowError:
            return beyond

    return calculated


def _logarithm(calculate: Callable[[float], float]) -> Callable[[float], float]:
    return _guarded(lambda value: -inf if value == 0 else calculate(value))


for _name, _calculate in {
    "sin": _guarded(math.sin),
    "cos": _guarded(math.cos),
    "tan": _guarded(math.tan),
    "asin": _guarded(math.asin),
    "acos": _guarded(math.acos),
    "atan": _guarded(math.atan),
    "sqrt": _guarded(math.sqrt),
    "exp": _guarded(math.exp, beyond=inf),
    "log": _logarithm(math.log),
    "log10": _logarithm(math.log10),
}.items():
    THEME.plain(_name, "number -> number")(_calculate)


@THEME.plain("atan2", "number number -> number")
def angle(y: float, x: float) -> float:
    return math.atan2(y, x)


@THEME.plain("pi", "-> number")
def pi() -> float:
    return math.pi


@THEME.plain("random", "-> number", outside=True, impure=True)
def random(outside: Outside) -> float:
    return outside.random()
