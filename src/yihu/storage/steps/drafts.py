"""An answer changes one page of the file: drafts lie by household, and say themselves where the person is."""

STEP = """
    ALTER TABLE draft RENAME TO draft_before;
    CREATE TABLE draft (
        household BLOB NOT NULL,
        id INTEGER NOT NULL,
        record TEXT NOT NULL,
        form TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        ref TEXT NOT NULL,
        base TEXT NOT NULL,
        changes TEXT NOT NULL,
        PRIMARY KEY (household, id)
    ) WITHOUT ROWID;
    INSERT INTO draft SELECT household, id, record, form, at_ms, ref, base, changes FROM draft_before;
    DROP TABLE draft_before;

    ALTER TABLE resume ADD COLUMN after INTEGER NOT NULL DEFAULT 0;
    UPDATE resume SET after = (
        SELECT coalesce(max(id), 0) FROM draft WHERE draft.household = resume.household
    );
"""
