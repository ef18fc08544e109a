"""Columns that measures of poverty are counted from, with an index that holds all of them."""

STEP = """
    ALTER TABLE household ADD COLUMN net_cents INTEGER;
    ALTER TABLE household ADD COLUMN deprived INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN lacking INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX household_measures ON household (
        hidden, village_code, visit_state, deprived, lacking, persons, net_cents
    );

    UPDATE household SET dirty = 1;
"""
