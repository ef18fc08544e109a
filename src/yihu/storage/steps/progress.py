"""How far each household's plan is: what progress is counted from, village by village and helper by helper."""

STEP = """
    ALTER TABLE household ADD COLUMN surveyed_on TEXT NOT NULL DEFAULT '';
    ALTER TABLE household ADD COLUMN measures INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN measures_done INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN expected_cents INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN gained_cents INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX household_progress ON household (
        hidden, village_code, village, township, visit_state, plan_state, surveyed_on, seen_on, measures,
        measures_done, expected_cents, gained_cents
    );

    UPDATE household SET dirty = 1;
"""
