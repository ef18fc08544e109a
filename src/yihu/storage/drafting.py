"""Every answer is one durable row, which says also where the person was.

How long an answer takes is how many pages of the file it changes: one, that of the household's drafts.
A row of its own tells the place only where it was moved without an answer, or where drafts were sealed.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import orjson

from yihu.storage.columns import SURVEY
from yihu.storage.database import Connection
from yihu.storage.lists import Lists
from yihu.storage.opened import one
from yihu.storage.roles import ANSWER
from yihu.storage.rows import Draft
from yihu.sync.changeset import Value, check_answers

DRAFTS = "SELECT id, record, form, at_ms, ref, base, changes FROM draft WHERE household = ? ORDER BY id"
_NOT_VISITED = "SELECT 1 FROM household WHERE uuid = ? AND visit_state = 'not_visited'"
_APPEND = "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
Step = tuple[str, str, int, str]
"""Record, questionnaire, moment, and where the person is."""


class Place(NamedTuple):
    """The question where the person is, and the questionnaire (`<id>@<version>`); "" where that is unknown."""

    ref: str
    form: str


class Drafting(Lists):
    """Answers that are not sealed yet."""

    _bases: dict[bytes, dict[str, tuple[str, ...]]]
    _begun: set[bytes]
    """Households of whose survey drafts wait, so that none of them is unvisited; not always all of them."""
    _last_draft: int | None = None

    def close_record(self, household_id: str) -> None:
        """Nobody has the household open any more."""
        self._bases.pop(UUID(household_id).bytes, None)

    def append_draft(
        self, household_id: str, record: str, form: str, changes: Mapping[str, Value], ref: str = ""
    ) -> None:
        """Keep one step of answering; durable when this returns. Raises `DiskFull`: then nothing of it is kept.

        Args:
            form: `<id>@<version>`. changes: answer key -> value. ref: where the person is now.

        Raises `ChangesetInvalid` for a value that no changeset can hold.
        """
        self.allow(ANSWER)
        uuid, text = UUID(household_id).bytes, check_answers(changes)
        step = record, form, self._clock.now_ms(), ref
        with self._db.alone() as connection:
            base = self._bases.get(uuid, {}).get(record)
            if base is None or (record == SURVEY and uuid not in self._begun):
                self._begin_drafts(uuid, step, text)
            else:
                self._append(connection, uuid, step, base, text)

    def _begin_drafts(self, uuid: bytes, step: Step, text: str) -> None:
        """The first one since the record was opened or sealed says also that somebody was there."""
        record = step[0]
        with self._db.write() as connection:
            bases = self._bases.setdefault(uuid, {})
            base = bases.get(record)
            if base is None:
                base = bases[record] = self._cached(connection, uuid).heads
            self._append(connection, uuid, step, base, text)
            # Asked first: an update opens all indexes of the list for writing, though it changes nothing.
            if record == SURVEY and one(connection, _NOT_VISITED, uuid):
                connection.execute("UPDATE household SET visit_state = 'in_progress' WHERE uuid = ?", (uuid,))
        if record == SURVEY and not self._db.writing():  # a transaction around this one may yet fail
            self._begun.add(uuid)

    def _append(
        self, connection: Connection, uuid: bytes, step: Step, base: tuple[str, ...], text: str
    ) -> None:
        row = (uuid, self._draft_number(connection), *step, as_text(base), text)
        connection.execute(_APPEND, row)

    def set_resume(self, household_id: str, record: str, ref: str, form: str = "") -> None:
        """Remember only where the person is, and with which form (`<id>@<version>`); "" leaves either as it was."""
        uuid = UUID(household_id).bytes
        with self._db.write() as connection:
            before = self._place(connection, uuid, record)
            last = one(connection, "SELECT max(id) FROM draft WHERE household = ?", uuid) or 0
            self._keep_place(connection, uuid, record, Place(ref or before.ref, form or before.form), last)

    def drafts(self, household_id: str) -> tuple[Draft, ...]:
        """The unsealed steps of one household, oldest first."""
        with self._db.read() as connection:
            rows = connection.execute(DRAFTS, (UUID(household_id).bytes,)).fetchall()
        return tuple(_draft(household_id, row) for row in rows)

    def unsealed(self) -> tuple[Draft, ...]:
        """The last step of each record with unsealed answers: what start-up offers to go on with."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT household, id, record, form, at_ms, ref, base, changes FROM draft"
                " WHERE id IN (SELECT max(id) FROM draft GROUP BY household, record) ORDER BY id DESC"
            ).fetchall()
        return tuple(_draft(str(UUID(bytes=uuid)), row) for uuid, *row in rows)

    def _draft_number(self, connection: Connection) -> int:
        """One row after the other, whichever household it is of. Only for who holds the writing connection."""
        if self._last_draft is None:
            self._last_draft = int(one(connection, "SELECT coalesce(max(id), 0) FROM draft"))
        self._last_draft += 1
        return self._last_draft

    def _place(self, connection: Connection, uuid: bytes, record: str) -> Place:
        """Where the person is in a record: what was kept, and the drafts since."""
        *kept, after = connection.execute(
            "SELECT ref, form, after FROM resume WHERE household = ? AND record = ?", (uuid, record)
        ).fetchone() or ("", "", 0)
        place = Place(*kept)
        for ref, form in connection.execute(
            "SELECT ref, form FROM draft WHERE household = ? AND id > ? AND record = ? ORDER BY id",
            (uuid, after, record),
        ):
            place = Place(ref or place.ref, form or place.form)
        return place

    def _keep_place(self, connection: Connection, uuid: bytes, record: str, place: Place, after: int) -> None:
        """`after`: the last draft that it knows of."""
        connection.execute(
            "INSERT OR REPLACE INTO resume VALUES (?, ?, ?, ?, ?)", (uuid, record, *place, after)
        )

    def _clear_drafts(self, connection: Connection, uuid: bytes) -> list[tuple[object, ...]]:
        """All drafts of a household, taken out; where the person was in each record stays known."""
        rows: list[tuple[object, ...]] = connection.execute(DRAFTS, (uuid,)).fetchall()
        if not rows:
            return rows
        for record in dict.fromkeys(str(row[1]) for row in rows):
            self._keep_place(connection, uuid, record, self._place(connection, uuid, record), 0)
        connection.execute("UPDATE resume SET after = 0 WHERE household = ? AND after > 0", (uuid,))
        self._begun.discard(uuid)
        connection.execute("DELETE FROM draft WHERE household = ?", (uuid,))
        return rows


def answers_of(record: str, changes: str) -> dict[str, Value]:
    """Path -> value of a draft."""
    return {f"{record}/{key}": value for key, value in orjson.loads(changes).items()}


def as_text(value: object) -> str:
    """As JSON."""
    return orjson.dumps(value).decode()


def _draft(household_id: str, row: Sequence[object]) -> Draft:
    _, record, form, at_ms, ref, _, changes = row
    return Draft(
        household_id=household_id,
        record=str(record),
        form=str(form),
        changes=orjson.loads(str(changes)),
        ref=str(ref),
        at_ms=int(str(at_ms)),
    )
