"""How far each village is, kept as it changes: counting the whole register takes seconds."""

_KEYS = ("village_code", "village", "township", "assigned_team", "assigned_to", "surveyed_by", "visit_state")
_FIGURES = ("hidden", "conflicts", "waiting")


def _of(row: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{row}.{name}" for name in names)


_IS = " AND ".join(f"{name} = OLD.{name}" for name in _KEYS)
_PLUS = f"""
        INSERT INTO work SELECT {_of("NEW", _KEYS)}, 1, NEW.conflicts > 0, NEW.waiting > 0 WHERE NEW.hidden = 0
            ON CONFLICT ({", ".join(_KEYS)}) DO UPDATE SET households = households + 1,
            conflicts = conflicts + excluded.conflicts, waiting = waiting + excluded.waiting;"""
_MINUS = f"""
        UPDATE work SET households = households - 1, conflicts = conflicts - (OLD.conflicts > 0),
            waiting = waiting - (OLD.waiting > 0) WHERE OLD.hidden = 0 AND {_IS};
        DELETE FROM work WHERE OLD.hidden = 0 AND {_IS} AND households = 0;"""

STEP = f"""
    CREATE TABLE work (
        village_code TEXT NOT NULL,
        village TEXT NOT NULL,
        township TEXT NOT NULL,
        assigned_team TEXT NOT NULL,
        assigned_to TEXT NOT NULL,
        surveyed_by TEXT NOT NULL,
        visit_state TEXT NOT NULL,
        households INTEGER NOT NULL,
        conflicts INTEGER NOT NULL,
        waiting INTEGER NOT NULL,
        PRIMARY KEY ({", ".join(_KEYS)})
    ) WITHOUT ROWID;
    INSERT INTO work SELECT {", ".join(_KEYS)}, count(*), sum(conflicts > 0), sum(waiting > 0) FROM household
        WHERE hidden = 0 GROUP BY {", ".join(_KEYS)};
    CREATE TRIGGER work_begun AFTER INSERT ON household BEGIN{_PLUS}
    END;
    CREATE TRIGGER work_gone AFTER DELETE ON household BEGIN{_MINUS}
    END;
    CREATE TRIGGER work_went_on AFTER UPDATE OF {", ".join(_KEYS + _FIGURES)} ON household
        WHEN ({_of("OLD", _KEYS + _FIGURES)}) IS NOT ({_of("NEW", _KEYS + _FIGURES)})
    BEGIN{_MINUS}{_PLUS}
    END;
"""
