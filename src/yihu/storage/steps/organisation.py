"""Papers of the organisation, numbered by their order of receipt, which alone decides what counts."""

STEP = """
    CREATE TABLE paper (
        id INTEGER NOT NULL PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        content BLOB NOT NULL,
        signature BLOB NOT NULL
    );
    CREATE TRIGGER paper_stays BEFORE UPDATE ON paper
        BEGIN SELECT RAISE(ABORT, 'papers are never changed'); END;
    CREATE TRIGGER paper_remains BEFORE DELETE ON paper
        BEGIN SELECT RAISE(ABORT, 'papers are never deleted'); END;
"""
