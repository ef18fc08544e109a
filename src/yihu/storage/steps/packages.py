"""Hand-over: marks of mass receives, signed tips, tombstones, gaps, receipts, quarantine."""

STEP = """
    ALTER TABLE chain ADD COLUMN digest BLOB;
    CREATE TABLE touched (household BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID;

    CREATE TABLE signed_tip (
        replica TEXT NOT NULL,
        scope TEXT NOT NULL,
        hash BLOB NOT NULL,
        seq INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        statement BLOB NOT NULL,
        PRIMARY KEY (replica, scope, hash)
    ) WITHOUT ROWID;
    CREATE INDEX signed_tip_of_statement ON signed_tip (statement);
    CREATE TABLE statement (
        hash BLOB NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        body BLOB NOT NULL
    );

    CREATE TABLE tombstone (
        hash BLOB NOT NULL PRIMARY KEY,
        household BLOB NOT NULL,
        statement BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX tombstone_of_household ON tombstone (household);
    DROP TRIGGER changeset_stays;
    DROP TRIGGER changeset_remains;
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

    CREATE INDEX household_waiting ON household (waiting) WHERE waiting > 0;

    CREATE TABLE gap (hash BLOB NOT NULL PRIMARY KEY, statement BLOB NOT NULL) WITHOUT ROWID;

    CREATE TABLE given (
        package TEXT NOT NULL,
        part INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        parts INTEGER NOT NULL,
        file TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        changesets INTEGER NOT NULL,
        confirmed_ms INTEGER,
        digest TEXT NOT NULL,
        PRIMARY KEY (package, part, fingerprint)
    ) WITHOUT ROWID;
    CREATE TABLE issued (
        package TEXT NOT NULL,
        part INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (package, part)
    ) WITHOUT ROWID;

    ALTER TABLE quarantine ADD COLUMN stored TEXT NOT NULL DEFAULT '';
    ALTER TABLE quarantine ADD COLUMN sender TEXT NOT NULL DEFAULT '';
    ALTER TABLE quarantine ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
    ALTER TABLE quarantine ADD COLUMN released_ms INTEGER;
    """
