"""The tables as frozen steps: a step is never edited after a release, a change is a new step.

`tables.py` declares what the last step leads to; a test compares both.
"""

from yihu.storage.steps import (
    drafts,
    follow_up,
    measures,
    merging,
    organisation,
    packages,
    places,
    profiles,
    progress,
    safe_keeping,
    selecting,
    subjects,
    work,
)

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE dictionary (id INTEGER NOT NULL PRIMARY KEY, data BLOB NOT NULL);

    CREATE TABLE chain (
        id INTEGER NOT NULL PRIMARY KEY,
        replica TEXT NOT NULL,
        scope TEXT NOT NULL,
        UNIQUE (replica, scope)
    );

    CREATE TABLE changeset (
        id INTEGER NOT NULL PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        household BLOB NOT NULL,
        chain INTEGER NOT NULL REFERENCES chain (id),
        seq INTEGER NOT NULL,
        previous BLOB,
        dictionary INTEGER NOT NULL,
        body BLOB NOT NULL
    );
    CREATE INDEX changeset_of_household ON changeset (household);
    CREATE INDEX changeset_of_chain ON changeset (chain, seq);
    CREATE TRIGGER changeset_stays BEFORE UPDATE ON changeset
        BEGIN SELECT RAISE(ABORT, 'changesets are never changed'); END;
    CREATE TRIGGER changeset_remains BEFORE DELETE ON changeset
        BEGIN SELECT RAISE(ABORT, 'changesets are never deleted'); END;

    CREATE TABLE chain_tip (
        chain INTEGER NOT NULL REFERENCES chain (id),
        hash BLOB NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (chain, hash)
    ) WITHOUT ROWID;

    CREATE TABLE replica (
        id TEXT NOT NULL PRIMARY KEY,
        team TEXT NOT NULL,
        laptop TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE household (
        id INTEGER NOT NULL PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE,
        dirty INTEGER NOT NULL,
        place TEXT NOT NULL,
        number TEXT NOT NULL,
        head_name TEXT NOT NULL,
        village_code TEXT NOT NULL,
        village TEXT NOT NULL,
        township TEXT NOT NULL,
        "group" TEXT NOT NULL,
        address TEXT NOT NULL,
        category TEXT NOT NULL,
        persons INTEGER NOT NULL,
        visit_state TEXT NOT NULL,
        progress INTEGER NOT NULL,
        plan_state TEXT NOT NULL,
        conflicts INTEGER NOT NULL,
        checks INTEGER NOT NULL,
        waiting INTEGER NOT NULL,
        main_cause TEXT NOT NULL,
        causes TEXT NOT NULL,
        updated_ms INTEGER NOT NULL
    );
    CREATE INDEX household_in_place ON household (place);
    CREATE INDEX household_dirty ON household (id) WHERE dirty;
    CREATE INDEX household_in_conflict ON household (id) WHERE conflicts;
    CREATE INDEX household_of_village ON household (village_code, "group");

    CREATE TABLE document (
        household INTEGER NOT NULL PRIMARY KEY REFERENCES household (id),
        body BLOB NOT NULL
    );

    CREATE TABLE term (
        term TEXT NOT NULL,
        household INTEGER NOT NULL REFERENCES household (id),
        PRIMARY KEY (term, household)
    ) WITHOUT ROWID;
    CREATE INDEX term_of_household ON term (household);

    CREATE TABLE draft (
        id INTEGER NOT NULL PRIMARY KEY,
        household BLOB NOT NULL,
        record TEXT NOT NULL,
        form TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        ref TEXT NOT NULL,
        base TEXT NOT NULL,
        changes TEXT NOT NULL
    );
    CREATE INDEX draft_of_household ON draft (household);

    CREATE TABLE resume (
        household BLOB NOT NULL,
        record TEXT NOT NULL,
        ref TEXT NOT NULL,
        form TEXT NOT NULL,
        PRIMARY KEY (household, record)
    ) WITHOUT ROWID;

    CREATE TABLE form (
        sha256 TEXT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL,
        version TEXT NOT NULL,
        title TEXT NOT NULL,
        xform BLOB NOT NULL,
        properties TEXT NOT NULL,
        files TEXT NOT NULL,
        current INTEGER NOT NULL,
        added_ms INTEGER NOT NULL
    );
    CREATE INDEX form_by_id ON form (id, version);

    CREATE TABLE form_file (sha256 TEXT NOT NULL PRIMARY KEY, data BLOB NOT NULL);

    CREATE TABLE attachment (
        sha256 TEXT NOT NULL PRIMARY KEY,
        size INTEGER NOT NULL,
        added_ms INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE wanted (sha256 TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

    CREATE TABLE contact (
        fingerprint TEXT NOT NULL PRIMARY KEY,
        card BLOB NOT NULL,
        team TEXT NOT NULL,
        laptop TEXT NOT NULL,
        code TEXT NOT NULL,
        trusted INTEGER NOT NULL,
        received_ms INTEGER,
        given_ms INTEGER
    ) WITHOUT ROWID;

    CREATE TABLE claim (
        fingerprint TEXT NOT NULL,
        replica TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (fingerprint, replica)
    ) WITHOUT ROWID;

    CREATE TABLE package_log (
        id INTEGER NOT NULL PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        direction TEXT NOT NULL,
        package TEXT NOT NULL,
        file TEXT NOT NULL,
        partner TEXT NOT NULL,
        households INTEGER NOT NULL,
        changesets INTEGER NOT NULL,
        new INTEGER NOT NULL,
        error TEXT NOT NULL
    );

    CREATE TABLE receipt (
        package TEXT NOT NULL PRIMARY KEY,
        partner TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        body BLOB NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE quarantine (
        id INTEGER NOT NULL PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        file TEXT NOT NULL,
        reason TEXT NOT NULL
    );

    CREATE TABLE other_record (hash BLOB NOT NULL PRIMARY KEY, kind TEXT NOT NULL, body BLOB NOT NULL);

    CREATE TABLE audit (
        id INTEGER NOT NULL PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        kind TEXT NOT NULL,
        details TEXT NOT NULL
    );
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
    CREATE TRIGGER audit_remains BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is never deleted'); END;
    """,
    merging.STEP,
    safe_keeping.STEP,
    packages.STEP,
    organisation.STEP,
    measures.STEP,
    follow_up.STEP,
    profiles.STEP,
    drafts.STEP,
    work.STEP,
    subjects.STEP,
    places.STEP,
    selecting.STEP,
    progress.STEP,
)

VERSION = len(STEPS)
