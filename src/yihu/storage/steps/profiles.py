"""Which rules a household's record names, and the line they set for it; texts that travel are no questionnaires."""

STEP = """
    ALTER TABLE household ADD COLUMN profile TEXT NOT NULL DEFAULT '';
    ALTER TABLE household ADD COLUMN line_cents INTEGER;
    DROP INDEX household_measures;
    CREATE INDEX household_measures ON household (
        hidden, village_code, visit_state, deprived, lacking, persons, net_cents, line_cents
    );
    CREATE INDEX household_profile ON household (hidden, profile);

    UPDATE household SET dirty = 1;
"""
