"""Changesets are told apart by their place in a chain and their hash, not by the hash alone.

A hash is made of a body that names its chain and number: what is one there is one everywhere. New links lie side by
side in this index, while an index by hash alone is touched all over, and grows with the register.
"""

STEP = """
    ALTER TABLE changeset RENAME TO changeset_before;
    CREATE TABLE changeset (
        id INTEGER NOT NULL PRIMARY KEY,
        hash BLOB NOT NULL,
        household BLOB NOT NULL,
        chain INTEGER NOT NULL REFERENCES chain (id),
        seq INTEGER NOT NULL,
        previous BLOB,
        dictionary INTEGER NOT NULL,
        body BLOB NOT NULL
    );
    INSERT INTO changeset SELECT id, hash, household, chain, seq, previous, dictionary, body FROM changeset_before
        ORDER BY id;
    DROP TABLE changeset_before;
    CREATE INDEX changeset_of_household ON changeset (household);
    CREATE UNIQUE INDEX changeset_of_chain ON changeset (chain, seq, hash);
    CREATE TRIGGER changeset_stays BEFORE UPDATE ON changeset
        WHEN NOT (
            NEW.dictionary = -1 AND length(NEW.body) = 0
            AND NEW.id = OLD.id AND NEW.hash = OLD.hash AND NEW.household = OLD.household
            AND NEW.chain = OLD.chain AND NEW.seq = OLD.seq AND NEW.previous IS OLD.previous
            AND EXISTS (SELECT 1 FROM tombstone WHERE tombstone.hash = OLD.hash)
        )
        BEGIN SELECT RAISE(ABORT, 'changesets are never changed'); END;
    CREATE TRIGGER changeset_remains BEFORE DELETE ON changeset
        WHEN NOT (
            OLD.dictionary = -1 AND length(OLD.body) = 0
            AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.hash = OLD.hash)
        )
        BEGIN SELECT RAISE(ABORT, 'changesets are never deleted'); END;
"""
