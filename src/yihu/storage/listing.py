"""Records that pages list over all documents: helpers, pairs, village plans, funds, tasks. A cache like the list's lines.

Written whenever a document is folded, so that 2,000 pairs or tasks are read at once instead of document by document.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

import orjson

from yihu.register.answers import Row
from yihu.register.records import read_entry
from yihu.register.subjects import LISTED
from yihu.storage.database import Connection
from yihu.storage.picking import PICKS
from yihu.storage.rows import ListedRecord
from yihu.sync.changeset import Value
from yihu.sync.clock import moment_ms
from yihu.sync.fold import Folded

REMOVED = "_removed"
_STARTS = tuple(f"{form}{end}" for form in sorted(LISTED) for end in ("/", "~"))
_INSERT = "INSERT INTO listed VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = (
    'SELECT household.uuid, listed.record, listed.form, listed.code, household.village, household."group",'
    " household.head_name, listed.state, listed.at_ms, listed.conflicts, listed.body"
    " FROM listed JOIN household ON household.id = listed.household"
)


def write_listed(
    connection: Connection, number: int, code: str, folded: Folded, maps: Mapping[str, Mapping[str, str]]
) -> bool:
    """Keep a document's listed records, `number` its line; whether there are or were any."""
    gone = connection.execute("DELETE FROM listed WHERE household = ?", (number,)).rowcount
    rows = [
        (form, number, record, code, state, at_ms, conflicts, body)
        for form, record, state, at_ms, conflicts, body in _records(folded, maps)
    ]
    connection.executemany(_INSERT, rows)
    return bool(rows or gone)


def read_listed(
    connection: Connection, form: str, *, within: str = "", household: bytes | None = None
) -> tuple[ListedRecord, ...]:
    """The records of a form, by document and name. `within`: what the division code begins with."""
    where, parameters = "listed.form = ?", [form, *([household] if household is not None else [])]
    if household is not None:
        where += " AND household.uuid = ?"
    if within:
        where += " AND listed.code >= ? AND listed.code < ?"
        parameters += [within, within + "\uffff"]
    found = connection.execute(f"{_SELECT} WHERE {where} ORDER BY household.id, listed.record", parameters)
    return tuple(_row(*each) for each in found.fetchall())


def _records(
    folded: Folded, maps: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, str, int, int, bytes]]:
    answers: dict[str, dict[str, Value]] = defaultdict(dict)
    for path, value in folded.values.items():
        if path.startswith(_STARTS) and not path.startswith(PICKS):
            record, _, key = path.partition("/")
            answers[record][key] = value
    if not answers:
        return
    written, contested = _moments(folded), _contested(folded)
    for record, given in answers.items():
        form = record.partition("~")[0]
        if given.get(REMOVED):
            continue
        entry = read_entry(given, maps.get(form, {}))
        rows = {
            repeat: [[row.id, row.position, row.properties] for row in some]
            for repeat, some in entry.rows.items()
        }
        body = orjson.dumps([entry.properties, rows])
        state = str(given.get("_state") or "")
        yield form, record, state, written.get(record, 0), contested.get(record, 0), body


def _moments(folded: Folded) -> Mapping[str, int]:
    """When each record was last written in, in milliseconds."""
    newest: dict[str, int] = defaultdict(int)
    for path, writes in folded.live.items():
        if path.startswith(_STARTS):
            record = path.partition("/")[0]
            newest[record] = max(newest[record], *(write.hlc for write in writes))
    return {record: moment_ms(hlc) for record, hlc in newest.items()}


def _contested(folded: Folded) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    for path in folded.conflicts:
        found[path.partition("/")[0]] += 1
    return found


def _row(
    uuid: bytes, record: str, form: str, code: str, village: str, group: str, head_name: str, state: str,
    at_ms: int, conflicts: int, body: bytes,
) -> ListedRecord:  # fmt: skip
    properties, rows = orjson.loads(body)
    return ListedRecord(
        subject=str(UUID(bytes=uuid)),
        record=record,
        form=form,
        village_code=code,
        village=village,
        group=group,
        head_name=head_name,
        state=state,
        at_ms=at_ms,
        conflicts=conflicts,
        properties=properties,
        rows={
            repeat: tuple(Row(id, position, False, given) for id, position, given in some)
            for repeat, some in rows.items()
        },
    )
