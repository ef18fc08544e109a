"""The ledger of a fund: what came, what went, what came back, never below nought.

Two laptops can spend the same money without knowing of each other. The ledger is a function of what the fund's document
says and of nothing else, so after any merge it is the same on every laptop: grants are taken by the day they were paid,
those of one day by the name of their record. One that finds too little waits: it is *held*, counts as not paid,
and is covered on the day when enough money is there, in the same order (decision 27).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yihu.planning.funds import APPLIED, APPROVED, Fund, Grant

RECEIVED, PAID, RETURNED = "received", "paid", "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a ledger.

    Attributes:
        on: ISO date. kind: `received`, `paid` or `returned`. change_fen: below nought for what was paid.
        balance_fen: after it. of: row id of the tranche or record of the grant.
        waited_since: the day on which a grant was paid that was covered only now; else empty.
    """

    on: str
    kind: str
    change_fen: int
    balance_fen: int
    of: str
    waited_since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A fund's account.

    Attributes:
        grants: all of the fund, by the names of their records.
        lines: in order of days; their balance is never below nought.
        held: paid, but not covered by money; they wait in this order.
        undone: returned whole before money covered them, or on the same day: they never took any.
        unclear: paid as their state says, but day or amount can't be read, or what came back can't; those of the
            first kind take no money, those of the second count as paid in full.
        waiting: applied for or approved. cancelled: given up.
    """

    fund: Fund
    grants: tuple[Grant, ...] = ()
    lines: tuple[Line, ...] = ()
    held: tuple[Grant, ...] = ()
    undone: tuple[Grant, ...] = ()
    unclear: tuple[Grant, ...] = ()
    waiting: tuple[Grant, ...] = ()
    cancelled: tuple[Grant, ...] = ()

    @property
    def balance_fen(self) -> int:
        """What is in the fund now."""
        return self.lines[-1].balance_fen if self.lines else 0

    @property
    def received_fen(self) -> int:
        """All that came in."""
        return self._sum(RECEIVED)

    @property
    def paid_fen(self) -> int:
        """All that was paid and is covered."""
        return -self._sum(PAID)

    @property
    def returned_fen(self) -> int:
        """All that came back."""
        return self._sum(RETURNED)

    @property
    def held_fen(self) -> int:
        """What the held grants would take."""
        return sum(grant.spent_fen for grant in self.held)

    @property
    def missing_fen(self) -> int:
        """What has to come, or to be given up, so that all are covered."""
        return max(0, self.held_fen - self.balance_fen) if self.held else 0

    @property
    def free_fen(self) -> int:
        """What may be paid now: nothing while grants are held."""
        return 0 if self.held else self.balance_fen

    def short(self) -> frozenset[str]:
        """Records that found too little money on their day, whether they are covered by now or not."""
        late = (line.of for line in self.lines if line.waited_since)
        return frozenset((*late, *(grant.record for grant in self.held)))

    def _sum(self, kind: str) -> int:
        return sum(line.change_fen for line in self.lines if line.kind == kind)


def ledger_of(fund: Fund, grants: Iterable[Grant]) -> Ledger:
    """A fund's account, whatever the order of `grants`."""
    known = sorted(grants, key=lambda grant: grant.record)
    by_record = {grant.record: grant for grant in known}
    account = _Account()
    for event in _events(fund, known):
        account.take(event)
    return Ledger(
        fund=fund,
        grants=tuple(known),
        lines=tuple(account.lines),
        held=tuple(by_record[record] for record in account.waiting),
        undone=tuple(by_record[record] for record in account.undone),
        unclear=tuple(grant for grant in known if grant.was_paid and not grant.is_clear),
        waiting=tuple(grant for grant in known if grant.state in (APPLIED, APPROVED)),
        cancelled=tuple(
            grant for grant in known if not grant.was_paid and grant.state not in (APPLIED, APPROVED)
        ),
    )


@dataclass(frozen=True, slots=True, order=True)
class _Event:
    """Something that happened. Within a day money comes before it goes, and goes before it comes back."""

    on: str
    rank: int
    of: str
    kind: str
    fen: int


def _events(fund: Fund, grants: Sequence[Grant]) -> list[_Event]:
    events = [
        _Event(each.received_on, 0, each.row, RECEIVED, each.received_fen or 0)
        for each in fund.tranches
        if each.has_come
    ]
    for grant in grants:
        if grant.takes_money:
            events += _events_of(grant, grant.amount_fen or 0)
    return sorted(events)


def _events_of(grant: Grant, amount_fen: int) -> Iterator[_Event]:
    """What came back on the day on which it was paid never left."""
    later = grant.came_back and grant.returned_on > grant.paid_on
    yield _Event(grant.paid_on, 2, grant.record, PAID, amount_fen if later else grant.spent_fen)
    if later:
        yield _Event(grant.returned_on, 1, grant.record, RETURNED, grant.returned_fen or 0)


class _Account:
    """The account while the days go by."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.waiting: dict[str, _Event] = {}
        self.undone: list[str] = []

    def take(self, event: _Event) -> None:
        """The next thing that happened."""
        if event.kind == PAID:
            if not event.fen:
                self.undone.append(event.of)
            elif not self._pay(event, event.on):
                self.waiting[event.of] = event
            return
        if event.of not in self.waiting:
            self._write(event, event.on, event.fen)
        elif (left := self.waiting[event.of].fen - event.fen) > 0:
            self.waiting[event.of] = replace(self.waiting[event.of], fen=left)
        else:
            del self.waiting[event.of]
            self.undone.append(event.of)
        self.waiting = {of: each for of, each in self.waiting.items() if not self._pay(each, event.on)}

    def _pay(self, event: _Event, on: str) -> bool:
        """Whether the money was there on this day."""
        if event.fen > self._balance_fen():
            return False
        self._write(event, on, -event.fen, event.on if on > event.on else "")
        return True

    def _write(self, event: _Event, on: str, change_fen: int, waited_since: str = "") -> None:
        balance = self._balance_fen() + change_fen
        self.lines.append(
            Line(
                on=on,
                kind=event.kind,
                change_fen=change_fen,
                balance_fen=balance,
                of=event.of,
                waited_since=waited_since,
            )
        )

    def _balance_fen(self) -> int:
        return self.lines[-1].balance_fen if self.lines else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Why a grant can't be paid as it is meant.

    Attributes:
        balance_fen: what may be spent on its day, so that no later payment lacks money.
        missing_fen: how much more it takes; nought where it only has to wait for the held ones.
        held: grants that aren't covered and have to be decided about first.
    """

    balance_fen: int
    missing_fen: int
    held: int = 0


def shortage(fund: Fund, grants: Sequence[Grant], changed: Grant) -> Shortage | None:
    """Why the fund can't bear a new grant, or one changed like this; None where it can.

    A change that takes no more out of the fund, and not earlier, is always borne: so held grants can be reduced.
    """
    old = next((grant for grant in grants if grant.record == changed.record), None)
    others = [grant for grant in grants if grant is not old]
    if not changed.takes_money or _eases(old, changed):
        return None
    before, after = ledger_of(fund, grants), ledger_of(fund, (*others, changed))
    if not after.held and after.short() <= before.short():
        return None
    base = ledger_of(fund, others)
    missing = max(0, -_lowest_fen(base, changed))
    return Shortage(balance_fen=(changed.amount_fen or 0) - missing, missing_fen=missing, held=len(base.held))


def _eases(old: Grant | None, changed: Grant) -> bool:
    if old is None or not old.takes_money:
        return False
    return (
        changed.spent_fen <= old.spent_fen
        and changed.paid_on >= old.paid_on
        and not _later_back(old, changed)
    )


def _later_back(old: Grant, changed: Grant) -> bool:
    return old.came_back and (not changed.came_back or changed.returned_on > old.returned_on)


def _lowest_fen(base: Ledger, changed: Grant) -> int:
    """The lowest balance from the day of a further grant on, if it were paid whatever is there."""
    balances = [0, *(line.balance_fen for line in base.lines)]
    later = changed.came_back and changed.returned_on > changed.paid_on
    amount = (changed.amount_fen or 0) if later else changed.spent_fen
    back_at = _place(base.lines, changed.returned_on, "") if later else len(balances)
    return min(
        balances[place] - amount + (changed.returned_fen or 0 if place > back_at else 0)
        for place in range(_place(base.lines, changed.paid_on, changed.record), len(balances))
    )


def _place(lines: Sequence[Line], on: str, record: str) -> int:
    """Before how many lines' end a payment of this day and record stands."""
    for place, line in enumerate(lines):
        same_day_later = line.on == on and line.kind == PAID and not line.waited_since and line.of > record
        if line.on > on or same_day_later:
            return place
    return len(lines)
