"""What filters over the register read, with one index that holds all of it; the households that are on selections."""

STEP = """
    ALTER TABLE household ADD COLUMN traits_a INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN traits_b INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN traits_c INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN counts INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN youngest_born INTEGER;
    ALTER TABLE household ADD COLUMN north_udeg INTEGER;
    ALTER TABLE household ADD COLUMN east_udeg INTEGER;
    DROP INDEX household_measures;
    CREATE INDEX household_measures ON household (
        hidden, village_code, visit_state, deprived, lacking, persons, net_cents, line_cents, plan_state, seen_on,
        traits_a, traits_b, traits_c, counts, youngest_born
    );
    CREATE INDEX household_located ON household (hidden, village_code, north_udeg, east_udeg)
        WHERE north_udeg IS NOT NULL;

    CREATE INDEX household_shown ON household (uuid, hidden, canonical);

    CREATE TABLE picked (
        selection BLOB NOT NULL,
        household BLOB NOT NULL,
        how TEXT NOT NULL,
        position INTEGER NOT NULL,
        points INTEGER,
        reason TEXT NOT NULL,
        by_whom TEXT NOT NULL,
        on_day TEXT NOT NULL,
        PRIMARY KEY (selection, household)
    ) WITHOUT ROWID;
    CREATE INDEX picked_household ON picked (household);

    UPDATE household SET dirty = 1;
"""
