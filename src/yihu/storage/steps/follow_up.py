"""When a household was last met, and the first day on which something is due for it."""

STEP = """
    ALTER TABLE household ADD COLUMN seen_on TEXT NOT NULL DEFAULT '';
    ALTER TABLE household ADD COLUMN due_on TEXT NOT NULL DEFAULT '';
    CREATE INDEX household_due ON household (hidden, due_on);
    CREATE INDEX household_seen ON household (hidden, visit_state, seen_on);

    UPDATE household SET dirty = 1;
"""
