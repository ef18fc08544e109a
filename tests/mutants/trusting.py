"""Mutants of who is believed: papers, lists of lost laptops, strangers, viewers, origin, erasure."""

from tests.mutants.mutant import mutants

BOOK, TEAM, STORE = "unit/test_sync_organisation", "unit/test_storage_team", "unit/test_storage_packages"
TAKING = "unit/test_storage_receiving"

TRUSTING = (
    *mutants(
        "sync/organisation_trust.py",
        (
            "revocation by clock",
            "        if self.is_lost(fingerprint):\n            return Standing",
            "        if any(now_ms >= each.made_ms for each in self.lists()) and self.is_lost(fingerprint):\n"
            "            return Standing",
            "who turns the clock back is not lost",
            f"{BOOK}::test_a_clock_that_was_turned_back_makes_nobody_welcome",
        ),
        (
            "older revocation list accepted",
            "if paper.by in self._lists and self._lists[paper.by].number >= paper.number:",
            "if False:",
            "a replayed list makes a lost laptop welcome",
            f"{BOOK}::test_a_replayed_older_list_changes_nothing",
        ),
        (
            "older certificate accepted",
            "if paper.by in known and known[paper.by].number >= paper.number:",
            "if False:",
            "a role that was taken away comes back",
            f"{BOOK}::test_a_renewal_counts_and_the_replayed_former_one_does_not",
        ),
        (
            "papers' signatures not checked",
            "        if not paper.signed.signed_by(sign):\n            raise PaperUnproved",
            "        if not sign:\n            raise PaperUnproved",
            "everybody is a coordinator who says so",
            f"{BOOK}::test_a_swapped_signature_proves_nothing",
        ),
        (
            "teams invite",
            "if chain[0].role is not Role.COORDINATOR:",
            "if chain[0].role is Role.VIEWER:",
            "one laptop lets anybody in",
            f"{BOOK}::test_only_coordinators_invite_and_report",
        ),
        (
            "villages are not limited",
            "if len(above) >= DEPTH_AT_MOST or (above and not above[0].covers(paper.villages)):",
            "if len(above) >= DEPTH_AT_MOST:",
            "a township's coordinator speaks for the county",
            f"{BOOK}::test_nobody_gives_more_villages_than_it_has",
        ),
        (
            "chains of any length",
            "DEPTH_AT_MOST = 3",
            "DEPTH_AT_MOST = 30",
            "nobody knows who let whom in",
            f"{BOOK}::test_a_chain_is_at_most_three_long",
        ),
        (
            "another organisation's papers",
            "elif paper.organisation != self.organisation.id:",
            "elif False:",
            "a neighbouring county decides here",
            f"{BOOK}::test_a_paper_of_another_organisation_is_foreign",
        ),
        (
            "a lost coordinator goes on signing",
            "        if self.is_lost(by):\n            raise LaptopLost",
            "        if False:\n            raise LaptopLost",
            "the thief invites himself",
            f"{BOOK}::test_what_a_lost_coordinator_signed_counts_only_if_it_was_here_before",
        ),
        (
            "anybody reports anybody",
            "        return not self.chain(fingerprint) or by == fingerprint or self.answers_for(by, fingerprint)",
            "        return True",
            "a township locks the county out",
            f"{BOOK}::test_a_coordinator_cannot_report_its_superior_or_a_neighbour",
        ),
        (
            "another's keys changed",
            "        elif paper.by != paper.old:\n            raise PaperRoleWrong",
            "        elif False:\n            raise PaperRoleWrong",
            "a colleague takes over a laptop's name",
            f"{BOOK}::test_new_keys_are_proved_by_the_old_ones_or_the_root_only",
        ),
        (
            "a year without an end",
            "        if any(now_ms >= each.until_ms for each in chain):",
            "        if False:",
            "nobody is told to renew",
            f"{BOOK}::test_an_ended_year_is_told_and_hinders_nothing",
        ),
        (
            "written for a lost coordinator",
            "return (*(each for each in above if not self.is_lost(each.fingerprint)), recovery)",
            "return (*above, recovery)",
            "the thief goes on reading",
            f"{BOOK}::test_nothing_is_given_to_a_lost_coordinator",
        ),
    ),
    *mutants(
        "storage/receiving.py",
        (
            "a lost laptop's file is taken in",
            "if self.standing(card.fingerprint).trust is Trust.REVOKED:",
            "if False:",
            "what the thief writes stands in the register",
            f"{TEAM}::test_what_a_lost_laptop_gives_after_the_report_is_laid_aside",
        ),
        (
            "strangers are welcome",
            "        if not self.trusts(card.fingerprint):\n",
            "        if False:\n",
            "anybody's file is taken in unseen",
            f"{TEAM}::test_a_stranger_stays_a_stranger",
        ),
        (
            "the papers are read too late",
            "        self._take_header_papers(envelope.header.organisation, envelope.name)\n",
            "",
            "the report of a loss does not travel",
            f"{TEAM}::test_the_report_travels_in_every_package",
        ),
        (
            "viewers write",
            "not self._may_write(header.card.fingerprint):",
            "header.card is None:",
            "who was to read only changes answers",
            f"{TEAM}::test_changes_of_a_viewer_are_laid_aside_and_can_be_let_in",
        ),
        (
            "origin not asked for",
            "with self._merging(None if release else header.card.fingerprint, settle) as union:",
            "with self._merging(None, settle) as union:",
            "a hub invents work in a team's name",
            f"{STORE}::test_a_hub_cannot_write_under_a_teams_name",
        ),
    ),
    *mutants(
        "storage/provenance.py",
        (
            "the first signed end proves all",
            "return all(link.id.hex() in signed or link.seq < below for link in new)",
            "return any(link.id.hex() in signed or link.seq < below for link in new)",
            "an invention hides behind an honest change",
            f"{STORE}::test_a_hub_cannot_write_under_a_teams_name",
        ),
        (
            "a chain with holes proves itself",
            "below = missing_below(tips, links) if some_are_enough else 0",
            "below = missing_below(tips, links)",
            "a team forges another's work by leaving some of it out",
            f"{TAKING}::test_only_a_coordinator_is_believed_what_a_broken_chain_cannot_prove",
        ),
        (
            "another's name is claimed",
            "            if bound and not self._same_laptop(said.card.fingerprint, bound):\n",
            "            if False:\n",
            "a laptop signs for another's work",
            f"{STORE}::test_a_laptop_cannot_claim_anothers_name",
        ),
        (
            "signed ends kept by number only",
            "if hash.hex() not in needed",
            "if hash.hex()",
            "a short fork can't be proved any more after many hand-overs",
            f"{STORE}::test_every_end_of_many_forks_stays_proved_after_many_hand_overs",
        ),
        (
            "anybody gives up what is missing",
            "        if not self.coordinates(said.card.fingerprint):\n            return self._keep_statement",
            "        if False:\n            return self._keep_statement",
            "a team folds another team's household without what is on its way",
            f"{TAKING}::test_only_a_coordinator_gives_up_what_is_missing",
        ),
    ),
    *mutants(
        "storage/tombstones.py",
        (
            "anybody erases",
            "if not (self._may_erase(said.card.fingerprint) or self._wrote(connection, said, place.replica)):",
            "if False:",
            "a stranger's word empties the register",
            f"{STORE}::test_only_the_writer_or_a_coordinator_erases",
        ),
        (
            "a tombstone that lies",
            "        if not fits(said.fields, body) if row else unplaced is None:\n",
            "        if False:\n",
            "an erasure clears answers that it does not name",
            f"{STORE}::test_a_tombstone_that_lies_about_its_changeset_is_refused",
        ),
        (
            "a tombstone before its body is believed",
            "        if told is None or fits(told.fields, body):\n            return False\n",
            "        return False\n",
            "a team suppresses another team's change before it comes",
            f"{STORE}::test_nobody_erases_anothers_change_by_calling_it_his_own",
        ),
        (
            "the body beats the tombstone",
            "        elif unplaced is not None:\n",
            "        elif said is None:\n",
            "what was erased comes back with an older file",
            f"{STORE}::test_a_tombstone_beats_the_body_whatever_the_order",
        ),
        (
            "a tombstone at a wrong place stays",
            "        for id in _held_elsewhere(connection, union.unplaced):\n",
            "        for id in ():\n",
            "one changeset stands at two places, and its chain waits for ever",
            f"{STORE}::test_nobody_erases_anothers_change_by_calling_it_his_own",
        ),
    ),
    *mutants(
        "storage/steps/places.py",
        (
            "a changeset stands twice",
            "CREATE UNIQUE INDEX changeset_of_chain",
            "CREATE INDEX changeset_of_chain",
            "a file that came twice counts anew",
            "unit/test_storage_handover::test_the_same_file_twice_is_no_error_and_says_nothing_new",
        ),
    ),
    *mutants(
        "storage/store.py",
        (
            "a moved folder signs nothing",
            "                if self.replica and self._has_its_keys:",
            "                if False:",
            "what only the new computer has is refused at home",
            f"{STORE}::test_work_that_only_a_moved_computer_still_has_comes_home_through_others",
        ),
    ),
    *mutants(
        "storage/cache.py",
        (
            "an id of which nothing is here is nobody",
            "            return EMPTY if shown == uuid else self._cached(connection, shown)\n",
            "            return EMPTY\n",
            "what is answered there counts as somebody else's",
            "unit/test_storage_receiving::"
            "test_by_an_id_of_which_nothing_is_here_its_household_is_shown_and_answered",
        ),
    ),
    *mutants(
        "storage/chain_ends.py",
        (
            "a gap that does not close",
            "    if start and _followed(connection, chain, len(links)):\n        return False\n",
            "",
            "the sender is asked again for all that lies behind",
            f"{TAKING}::test_a_gap_that_closes_is_told_to_the_sender_at_once",
        ),
    ),
    *mutants(
        "storage/merging.py",
        (
            "our own copy is not noticed",
            "            if replica == self.replica:\n                yield replica\n",
            "",
            "two computers go on under one name",
            f"{STORE}::test_a_copied_computer_is_told_everywhere_and_takes_a_new_id",
        ),
    ),
    *mutants(
        "storage/union.py",
        (
            "union that updates",
            '_INSERT = "INSERT OR IGNORE INTO changeset',
            '_INSERT = "INSERT OR REPLACE INTO changeset',
            "a file that came twice counts anew and breaks the order",
            "unit/test_storage_handover::test_the_same_file_twice_is_no_error_and_says_nothing_new",
        ),
        (
            "an import in two transactions",
            "        inserted = self.connection.execute(_INSERT + marks, [*flattened.from_iterable(rows)])\n",
            "        inserted = self.connection.execute(_INSERT + marks, [*flattened.from_iterable(rows)])\n"
            '        self.connection.execute("COMMIT")\n'
            '        self.connection.execute("BEGIN IMMEDIATE")\n',
            "half a file stands in the register",
            "unit/test_storage_handover::test_a_union_that_fails_in_the_midst_adds_nothing",
        ),
        (
            "later versions' fields fall away",
            "        self._bodies += bodies\n",
            "        import orjson\n"
            "        for body in bodies:\n"
            "            known = {key: value for key, value in orjson.loads(body).items() if key in 'cdfhknprtuv'}\n"
            "            self._bodies.append(orjson.dumps(known, option=orjson.OPT_SORT_KEYS))\n",
            "what a newer program wrote is lost on the way through an older one",
            f"{STORE}::test_what_a_later_version_writes_is_handed_on_byte_for_byte",
        ),
    ),
    *mutants(
        "storage/intake.py",
        (
            "unknown records fall away",
            '            "INSERT OR IGNORE INTO other_record VALUES (?, ?, ?)", (hash, kind, payload)\n',
            '            "INSERT OR IGNORE INTO other_record SELECT ?, ?, ? WHERE 0", (hash, kind, payload)\n',
            "a later version's work ends at an older hub",
            f"{STORE}::test_what_a_later_version_writes_is_handed_on_byte_for_byte",
        ),
    ),
    *mutants(
        "storage/outgoing.py",
        (
            "what one has, nobody gets",
            "        if all(tips):\n",
            "        if any(tips):\n            tips = [some for some in tips if some]\n",
            "the second recipient never gets it",
            "unit/test_storage_handover::test_what_one_of_several_lacks_is_given",
        ),
        (
            "erased answers are given on",
            'where, parameters = [f"dictionary <> {ERASED}"], list[object]()',
            'where, parameters = ["1"], list[object]()',
            "the report counts what is not in the file",
            f"{TAKING}::test_what_was_erased_is_not_counted_among_what_is_given",
        ),
        (
            "decisions on duplicates stay behind",
            "                yield from (tree for (tree,) in rows.fetchall())\n",
            "                rows.fetchall()\n",
            "a work package comes without the word that two are one",
            f"{TAKING}::test_a_work_package_brings_the_decisions_on_its_households",
        ),
    ),
)
