"""What all parts of the store share: the database, settings, the audit log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from yihu.base.clock import Clock
from yihu.storage.audit_chain import append_line, check_lines, read_head, write_head
from yihu.storage.bodies import Bodies
from yihu.storage.database import Connection, Database
from yihu.storage.errors import RoleForbids
from yihu.storage.handover_rows import PackageRow, QuarantineRow
from yihu.storage.roles import COORDINATOR, DEEDS, HAND_OVER, ROLES
from yihu.storage.rows import AuditCheck, AuditRow
from yihu.sync.changeset import Value
from yihu.sync.clock import observe, tick
from yihu.sync.keys import Card, Identity

if TYPE_CHECKING:
    from sqlmodel import Session

_HLC = "_hlc"
_REPLICA = "_replica"
_RETIRED = "_retired"


class Opened:
    """A folder that is open; `Store` adds what can be done with it."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        key: bytes,
        identity: Identity,
        clock: Clock,
        random: Callable[[int], bytes],
    ) -> None:
        self.folder = folder
        self._db = database
        self._key = key
        self._identity = identity
        self._clock = clock
        self._random = random
        self._bodies = Bodies()
        self._card: Card | None = None
        self._role: str | None = None
        with database.read() as connection:
            self._bodies.load(connection)

    @property
    def team(self) -> str:
        """Name of the team."""
        return str(self.setting("_team", ""))

    @property
    def person(self) -> str:
        """Who works here; written into every changeset."""
        return str(self.setting("_person", ""))

    @property
    def laptop(self) -> str:
        """Name of this laptop, as others see it."""
        return str(self.setting("_laptop", ""))

    @property
    def replica(self) -> str:
        """128 random bits, hexadecimal: new at install, at restore, on another machine."""
        return str(self.setting(_REPLICA, ""))

    def set_person(self, name: str) -> None:
        """Another person works here from now on."""
        self.set_setting("_person", name)

    def set_team(self, name: str) -> None:
        """Another name of the team, and of the laptop where it bore the team's. Raises RoleForbids."""
        self.allow(HAND_OVER)
        with self._db.write():
            if self.laptop == self.team:
                self.set_setting("_laptop", name)
            self.set_setting("_team", name)
            self.set_setting("_made_ms", self._clock.now_ms())
        self._card = None

    def setting(self, key: str, default: Value = None) -> Value:
        """A setting, or the default. Keys beginning with `_` are the store's own."""
        with self._db.read() as connection:
            row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return default if row is None else orjson.loads(row[0])

    def set_setting(self, key: str, value: Value) -> None:
        """Keep a setting."""
        with self._db.write() as connection:
            connection.execute(
                "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, orjson.dumps(value).decode()),
            )

    def note(self, kind: str, **details: Value) -> None:
        """Append a line to the audit log; `details` hold no personal data."""
        with self._db.write() as connection:
            append_line(connection, self._clock.now_ms(), kind, details)
        self._move_audit_head()

    def audit(self, limit: int = 100) -> tuple[AuditRow, ...]:
        """The newest lines of the audit log, newest first."""
        with self._db.read() as connection:
            rows = connection.execute(
                "SELECT at_ms, kind, details FROM audit ORDER BY id DESC LIMIT ?", (limit,)
            ).fetchall()
        return tuple(AuditRow(at_ms=at, kind=kind, details=orjson.loads(text)) for at, kind, text in rows)

    def verify_audit(self) -> AuditCheck:
        """Whether the audit log is as it was written, to its end."""
        with self._db.read() as connection:
            return check_lines(connection, read_head(self.folder, bytes(self._key)))

    def _move_audit_head(self, *, anew: bool = False) -> None:
        """Outside of any transaction: a head must never be before its log."""
        if not self._db.writing():
            with self._db.read() as connection:
                write_head(self.folder, bytes(self._key), connection, anew=anew)

    @property
    def role(self) -> str:
        """One of `roles.ROLES`."""
        if self._role is None:
            self._role = str(self.setting("_role", COORDINATOR))
        return self._role

    def set_role(self, role: str) -> None:
        """What is done on this laptop from now on: one of `roles.ROLES`."""
        if role not in ROLES:
            raise ValueError("role")
        before = self.role
        with self._db.write():
            self.set_setting("_role", role)
            self.note("role_changed", before=before, role=role)
        self._role = role
        self._move_audit_head()

    def allow(self, deed: str) -> None:
        """Raises `RoleForbids` if the role of this laptop doesn't include a deed of `roles`."""
        if deed not in DEEDS[self.role]:
            raise RoleForbids

    def packages(self, limit: int = 100) -> tuple[PackageRow, ...]:
        """The hand-over log, newest first."""
        names = (
            "at_ms",
            "direction",
            "package",
            "file",
            "partner",
            "households",
            "changesets",
            "new",
            "error",
        )
        with self._db.read() as connection:
            rows = connection.execute(
                f"SELECT {', '.join(names)} FROM package_log ORDER BY id DESC LIMIT ?", (limit,)
            ).fetchall()
        return tuple(PackageRow(**dict(zip(names, row, strict=True))) for row in rows)

    def quarantined(self, limit: int = 100) -> tuple[QuarantineRow, ...]:
        """Files that were refused, newest first."""
        from sqlmodel import col, select

        from yihu.storage.tables import Quarantine

        newest = select(Quarantine).order_by(col(Quarantine.id).desc()).limit(limit)
        with self._db.read() as connection, session(connection) as orm:
            rows = orm.exec(newest).all()
            return tuple(
                QuarantineRow(
                    at_ms=row.at_ms,
                    file=row.file,
                    reason=row.reason,
                    id=row.id or 0,
                    kept=bool(row.stored),
                    sender=row.sender,
                    fingerprint=row.fingerprint,
                    released_ms=row.released_ms,
                )
                for row in rows
            )

    def proof(self) -> dict[str, str]:
        """Cipher version, and that file and wrong key were tried; raises `EncryptionMissing`."""
        return self._db.proof()

    def my_card(self) -> Card:
        """This laptop's card."""
        if self._card is None:
            self._card = self._identity.card(self.team, self.laptop, int(self.setting("_made_ms", 0) or 0))
        return self._card

    def _next_hlc(self) -> int:
        """Inside a transaction only."""
        reading = tick(int(self.setting(_HLC, 0) or 0), self._clock.now_ms())
        self.set_setting(_HLC, reading)
        return reading

    def _observe(self, seen: int) -> None:
        """Inside a transaction only: another laptop's clock."""
        own = int(self.setting(_HLC, 0) or 0)
        self.set_setting(_HLC, observe(own, seen, self._clock.now_ms()))

    def _retired(self) -> tuple[str, ...]:
        """Former replica ids of this very computer."""
        return tuple(str(self.setting(_RETIRED, "")).split())

    def _take_new_replica(self, reason: str, *, retire: bool) -> None:
        """`retire`: nobody else goes on under the former id."""
        if retire and self.replica:
            self.set_setting(_RETIRED, " ".join((*self._retired(), self.replica)))
        self.set_setting(_REPLICA, self._random(16).hex())
        self._name_own_replica()
        self.note("new_replica", reason=reason)

    def _name_own_replica(self) -> None:
        """So that everybody sees the laptop's name beside its answers."""
        with self._db.write() as connection:
            connection.execute(
                "INSERT INTO replica VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET team = excluded.team, laptop = excluded.laptop",
                (self.replica, self.team, self.laptop),
            )


@contextmanager
def session(connection: Connection) -> Iterator["Session"]:
    """SQLModel over a borrowed connection, for what is read seldom; its import costs half a second."""
    from sqlalchemy.pool import StaticPool
    from sqlmodel import Session, create_engine

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with Session(engine) as orm:
        yield orm


def one(connection: Connection, sql: str, *parameters: Any) -> Any:
    """The first column of the first row; None without a row."""
    row = connection.execute(sql, parameters).fetchone()
    return row[0] if row else None
