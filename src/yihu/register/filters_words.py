"""What a filter chooses, as one plain sentence in the language in force."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from yihu.base.i18n import CHINESE, N_, language, translate
from yihu.register.filter_fields import FIELDS, Field, code_words
from yihu.register.filters import (
    UNKNOWN,
    Amount,
    Either,
    Every,
    Except,
    Filter,
    Has,
    Said,
    Wanted,
    When,
)
from yihu.register.traits import NO, YES

NO_NAMES: Mapping[str, str] = {}
_HUNDRED = Decimal(100)


def describe(filter: Filter, names: Mapping[str, str] = NO_NAMES) -> str:
    """Which households a filter finds.

    Args:
        names: of places (code or its beginning -> name) and of selections (id -> name).
    """
    match filter:
        case Every(parts):
            words = _comma().join(_enclosed(part, Either, names) for part in parts)
            return words or translate(N_("all households"))
        case Either(parts):
            return translate(N_(" or ")).join(_enclosed(part, Every, names) for part in parts)
        case Except(part):
            return translate(N_("not ({what})")).format(what=describe(part, names))
        case Said():
            return translate(N_("found by “{words}”")).format(words=filter.words)
        case Amount():
            return _amount(filter)
        case When():
            return _when(filter)
        case Has():
            return _codes(filter, names)


def describe_wanted(wanted: Wanted, names: Mapping[str, str] = NO_NAMES) -> str:
    """The sentence of a whole selection: who, by which points, how many at most."""
    said = [describe(wanted.where, names)]
    if wanted.weights:
        said.append(translate(N_("the most points first")))
    if wanted.take is not None:
        said.append(translate(N_("{count} at most")).format(count=f"{wanted.take:,}"))
    return translate(N_("; ")).join(said)


def describe_points(wanted: Wanted, names: Mapping[str, str] = NO_NAMES) -> tuple[tuple[int, str], ...]:
    """Each condition that gives points: (points, what for)."""
    return tuple((weight.points, describe(weight.when, names)) for weight in wanted.weights)


def _comma() -> str:
    return "、" if language() == CHINESE else ", "


def _enclosed(part: Filter, kind: type[Every | Either], names: Mapping[str, str]) -> str:
    """In brackets where "and" stands beside "or"."""
    words = describe(part, names)
    if isinstance(part, kind) and len(part.parts) > 1:
        return f"（{words}）" if language() == CHINESE else f"({words})"
    return words


def _or(words: Iterable[str]) -> str:
    return translate(N_(" or ")).join(words)


def _codes(filter: Has, names: Mapping[str, str]) -> str:
    field = FIELDS[filter.field]
    if field.kind == "fact":
        return _or(_fact(field, code) for code in filter.codes)
    if field.kind == "place":
        return _or(names.get(code, code) for code in filter.codes)
    if field.kind == "group":
        return _or(filter.codes)
    if field.kind == "selection":
        chosen = (translate(N_("“{name}”")).format(name=names.get(id, id[:8])) for id in filter.codes)
        return translate(N_("in the selection {names}")).format(names=_or(chosen))
    words = _or(_word(field, code) for code in filter.codes)
    return translate(_SENTENCES.get(field.name, N_("{title}: {words}"))).format(
        title=translate(field.title), words=words
    )


_SENTENCES = {
    "main_cause": N_("poor mainly by {words}"),
    "cause": N_("poor by {words}"),
    "risk": N_("at risk by {words}"),
    "guarantee_lacking": N_("lacking: {words}"),
    "guarantee_unknown": N_("not known yet: {words}"),
    "asset": N_("owning: {words}"),
    "household_attribute": "{words}",
    "category": "{words}",
    "poverty_state": "{words}",
    "visit": "{words}",
    "plan": "{words}",
}


def _word(field: Field, code: str) -> str:
    if code == UNKNOWN:
        return translate(N_("unknown"))
    words = code_words(field, code)
    return words[:1].lower() + words[1:] if len(words) > 1 else words


def _fact(field: Field, code: str) -> str:
    words = {YES: field.yes, NO: field.no}.get(code)
    if words is not None:
        return translate(words)
    return translate(N_("unknown whether {words}")).format(words=translate(field.yes))


def _amount(filter: Amount) -> str:
    if filter.field == "line_percent":
        return _joined(translate(N_("income per head")), filter, _of_line)
    title = translate(FIELDS[filter.field].title)
    if filter.least is not None and filter.least == filter.most:
        return translate(N_("{title}: {least}")).format(title=title, least=_figure(filter.least))
    return _joined(title, filter, _figure)


def _of_line(percent: Decimal) -> str:
    """As people say it: 1.5 times the line."""
    return translate(N_("{times} times the line")).format(times=_figure(percent / _HUNDRED))


def _joined(title: str, filter: Amount, say: Callable[[Decimal], str]) -> str:
    bounds = (
        (N_(" from {bound} up"), filter.least),
        (N_(" at most {bound}"), filter.most),
        (N_(" below {bound}"), filter.below),
    )
    said = (translate(words).format(bound=say(bound)) for words, bound in bounds if bound is not None)
    return title + translate(N_(" and")).join(said)


def _figure(number: Decimal) -> str:
    return format(number.normalize() + 0, ",f")


def _when(filter: When) -> str:
    parts = []
    if filter.since:
        parts.append(translate(N_("visited on {day} or later")).format(day=filter.since))
    if filter.before:
        parts.append(translate(N_("not visited since {day}")).format(day=filter.before))
    if filter.days is not None:
        parts.append(translate(N_("not visited for {days} days")).format(days=filter.days))
    words = _comma().join(parts)
    never = translate(N_("never visited"))
    if not filter.never:
        return words
    return _or((words, never)) if words else never
