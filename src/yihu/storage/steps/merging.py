"""Tables of the merge desk: joined ids, match keys, assignment, who surveyed, indexes of the figures."""

STEP = """
    ALTER TABLE household ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN canonical BLOB;
    ALTER TABLE household ADD COLUMN merged INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE household ADD COLUMN assigned_team TEXT NOT NULL DEFAULT '';
    ALTER TABLE household ADD COLUMN assigned_to TEXT NOT NULL DEFAULT '';
    ALTER TABLE household ADD COLUMN surveyed_by TEXT NOT NULL DEFAULT '';
    CREATE INDEX household_joined ON household (canonical) WHERE canonical IS NOT NULL;
    CREATE INDEX household_no_household ON household (id) WHERE hidden = 1;
    CREATE INDEX household_merged ON household (id) WHERE merged;
    CREATE INDEX household_tree ON household (hidden, village_code, village, township, "group", place);
    CREATE INDEX household_figures ON household (
        hidden, village_code, visit_state, plan_state, village, township, persons, conflicts, checks, dirty
    );
    CREATE INDEX household_kinds ON household (hidden, main_cause, causes, category);
    CREATE INDEX household_assigned ON household (assigned_to, place) WHERE assigned_to <> '';

    CREATE TABLE link (
        tree BLOB NOT NULL PRIMARY KEY,
        keep BLOB NOT NULL,
        other BLOB NOT NULL,
        same INTEGER NOT NULL,
        contested INTEGER NOT NULL,
        pairs TEXT NOT NULL,
        at_ms INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX link_of_keep ON link (keep);
    CREATE INDEX link_of_other ON link (other);

    CREATE TABLE match_key (
        key BLOB NOT NULL,
        household INTEGER NOT NULL REFERENCES household (id),
        PRIMARY KEY (key, household)
    ) WITHOUT ROWID;
    CREATE INDEX match_key_of_household ON match_key (household);

    CREATE TABLE candidate (
        one INTEGER NOT NULL REFERENCES household (id),
        other INTEGER NOT NULL REFERENCES household (id),
        certain INTEGER NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID;
    CREATE INDEX candidate_of_other ON candidate (other);
    CREATE INDEX candidate_by_weight ON candidate (certain DESC, one, other);

    CREATE TABLE batch (
        id TEXT NOT NULL PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        rule TEXT NOT NULL,
        answers INTEGER NOT NULL,
        body TEXT NOT NULL,
        undone_ms INTEGER
    ) WITHOUT ROWID;

    UPDATE household SET dirty = 1;
"""
