"""Mutants of what makes a state out of a set of changesets: fold, ancestry, facts, duplicates, tips."""

from tests.mutants.mutant import mutants

FOLD, ANCESTRY, LINKS = "unit/test_sync_fold", "unit/test_sync_fold", "unit/test_sync_linking"
SUMMARY, DESK = "unit/test_sync_summary", "unit/test_duplicates_desk"

MERGING = (
    *mutants(
        "sync/fold.py",
        (
            "last writer wins",
            "live[path] = [*kept, write]",
            "live[path] = [max([*kept, write], key=_rank)]",
            "one of two answers disappears without a word",
            f"{FOLD}::test_two_answers_that_did_not_know_each_other_both_stay_and_the_later_is_shown",
        ),
        (
            "a clock that decides",
            "if not ancestry.knows(changeset.id, other.changeset)]",
            "if other.hlc > changeset.hlc]",
            "a laptop whose clock is ahead wins over everybody",
            f"{FOLD}::test_the_live_answers_are_those_found_by_walking_the_whole_graph",
        ),
        (
            "a dropped parent",
            "ancestry.add(id, parents[id])",
            "ancestry.add(id, parents[id][:1])",
            "a decision that knew both answers ends only one",
            f"{FOLD}::test_a_decision_that_knew_both_ends_the_conflict_and_an_equal_one_does_not_reopen_it"
            f" {FOLD}::test_the_live_answers_are_those_found_by_walking_the_whole_graph",
        ),
        (
            "the earlier is shown",
            "tuple(sorted(writes, key=_rank, reverse=True) if len(writes) > 1 else writes)",
            "tuple(sorted(writes, key=_rank) if len(writes) > 1 else writes)",
            "the screen shows the older of two answers",
            f"{FOLD}::test_two_answers_that_did_not_know_each_other_both_stay_and_the_later_is_shown",
        ),
        (
            "order of arrival breaks ties",
            "return write.hlc, write.changeset\n",
            'return write.hlc, ""\n',
            "two laptops with the same changes show different answers",
            f"{FOLD}::test_of_two_readings_alike_the_higher_hash_is_shown",
        ),
        (
            "a removal beats an edit",
            "if against or differ(live[row + REMOVED]):",
            "if differ(live[row + REMOVED]):",
            "a member that somebody surveyed meanwhile is gone",
            f"{FOLD}::test_a_row_removed_here_and_edited_there_is_shown_and_asked_about",
        ),
        (
            "one is true",
            "len({(write.value.__class__, write.value) for write in writes}) > 1",
            "len({write.value for write in writes}) > 1",
            "different answers count as equal",
            f"{FOLD}::test_one_and_true_are_different_answers",
        ),
        (
            "heads that never pass",
            "heads.difference_update(changeset.parents)",
            "pass",
            "every later change is held for one made at the same time",
            f"{FOLD}::test_a_later_answer_takes_the_place_of_the_one_it_knew",
        ),
        (
            "calculated answers are asked about",
            'return name.startswith("=") or name in BOOKKEEPING',
            "return name in BOOKKEEPING",
            "people have to decide on sums",
            f"{FOLD}::test_nobody_is_asked_about_calculated_answers_and_bookkeeping",
        ),
        (
            "a gap stays one though the file came",
            "if parent in known or parent not in gaps)",
            "if parent not in gaps)",
            "what was given up and came after all is taken for written at once",
            f"{FOLD}::test_a_gap_that_was_filled_after_all_is_none",
        ),
        (
            "nobody has to look through a merge",
            "branched = merged = True",
            "branched = True",
            "a household put together by the program is never checked",
            f"{LINKS}::test_working_at_once_is_told_until_somebody_looked_through_all_of_it",
        ),
    ),
    *mutants(
        "sync/ancestry.py",
        (
            "reach of one step",
            "_join(reach, self._reach[parent])",
            "pass",
            "an answer from before comes back after two corrections",
            f"{ANCESTRY}::test_ancestry_is_reachability",
        ),
        (
            "the parent is no ancestor",
            "return self._reach[later].get(chain, -1) >= position",
            "return self._reach[later].get(chain, -1) > position",
            "each correction is in conflict with what it corrects",
            f"{FOLD}::test_a_correction_beside_the_work_of_others_takes_the_place_of_what_it_knew",
        ),
        (
            "the shorter reach",
            "if reach.get(chain, -1) < position:",
            "if reach.get(chain, position + 1) > position:",
            "what a decision knew is forgotten",
            f"{ANCESTRY}::test_ancestry_is_reachability",
        ),
        (
            "what waits is folded",
            "missing[id] = len(own)\n",
            "missing[id] = 0\n",
            "half of a story is shown before the other half came",
            f"{FOLD}::test_what_lacks_an_earlier_file_waits_and_changes_nothing",
        ),
    ),
    *mutants(
        "sync/groups.py",
        (
            "halves of a fact are mixed",
            "if len(last) > 1:",
            "if len(last) > 2:",
            "one person's amount stands beside another's unit",
            f"{LINKS}::test_halves_of_a_fact_from_two_writers_are_one_decision_shown_whole",
        ),
        (
            "a fact as nobody saw it",
            "if path in each.changes and (each is writer or ancestry.knows(writer.id, each.id))",
            "if path in each.changes",
            "a version of a fact holds what its writer never saw",
            f"{LINKS}::test_halves_of_a_fact_from_two_writers_are_one_decision_shown_whole"
            f" {LINKS}::test_a_fact_half_known_on_one_side_has_nothing_for_the_rest",
        ),
    ),
    *mutants(
        "sync/linking.py",
        (
            "two members of one household become one",
            "if one == other or here & there:",
            "if one == other:",
            "a brother disappears behind a brother",
            f"{LINKS}::test_two_rows_of_one_household_are_never_made_one",
        ),
        (
            "a decision about others is believed",
            "or link_tree(keep, drop) != tree",
            "or False",
            "a forged tree joins any two households",
            f"{LINKS}::test_a_tree_that_tells_of_other_households_says_nothing",
        ),
        (
            "pairs outlive the joining",
            "for link in sorted((each for each in links if each.same), key",
            "for link in sorted(links, key",
            "members stay one though their households are two again",
            f"{LINKS}::test_rows_are_shown_under_the_smallest_household_s",
        ),
    ),
    *mutants(
        "storage/linked.py",
        (
            "come apart and still joined",
            '"SELECT tree, keep, other, pairs FROM link WHERE same AND keep = ?1"',
            '"SELECT tree, keep, other, pairs FROM link WHERE keep = ?1"',
            "not_same_as changes nothing",
            f"{DESK}::test_come_apart_again_each_has_what_was_written_under_it",
        ),
    ),
    *mutants(
        "storage/cache.py",
        (
            "late changes stay with the hidden id",
            "        if ids[0] != uuid:\n            return self._refold(connection, ids[0])\n",
            "        ids = [uuid]\n",
            "what is written under the other id never appears",
            f"{DESK}::test_joined_they_are_one_household_everywhere_and_late_answers_still_arrive",
        ),
    ),
    *mutants(
        "sync/summary.py",
        (
            "(device, sequence) summary",
            "    for tip in tips:\n",
            "    known = list(links) if isinstance(links, list) else []\n"
            "    last = max((link.seq for link in known if link.id in tips), default=0)\n"
            "    found |= {link.id for link in known if link.seq <= last}\n"
            "    for tip in tips:\n",
            "after a restored backup or a copy, work is withheld that nobody has",
            f"{SUMMARY}::test_a_sender_never_withholds_what_the_receiver_lacks",
        ),
        (
            "tip taken although a gap",
            "if link.previous is None or link.previous in closed:",
            "if True:",
            "what is missing is never sent again",
            f"{SUMMARY}::test_the_tip_is_the_end_of_what_is_held_without_a_gap",
        ),
        (
            "a fork with one tip",
            'tips.discard(link.previous or "")',
            "tips.clear()",
            "what a copied laptop wrote is sent for ever",
            f"{SUMMARY}::test_a_copied_laptop_has_two_tips_under_one_number",
        ),
        (
            "an unknown tip means all",
            "    found: set[str] = set()\n",
            "    found: set[str] = set() if set(tips) <= previous.keys() else set(previous)\n",
            "a receiver that went on elsewhere gets nothing",
            f"{SUMMARY}::test_nothing_is_withheld_behind_a_tip_that_is_unknown",
        ),
        (
            "forks are not seen",
            "        if link.previous in seen:\n            return True\n",
            "",
            "a copied computer is never told",
            f"{SUMMARY}::test_a_copied_laptop_has_two_tips_under_one_number",
        ),
    ),
    *mutants(
        "sync/clock.py",
        (
            "a wrong clock moves all others",
            "return max(last, min(seen, hlc(now_ms + DAY_MS)))",
            "return max(last, seen)",
            "one laptop in the year 2100 takes everybody along",
            "unit/test_sync_clock::test_another_clock_moves_ours_forward_but_a_day_at_most_beyond_the_computers",
        ),
    ),
    *mutants(
        "actions/undo_change.py",
        (
            "undo deletes",
            "        return store.write(document.household_id, values, event.form, UNDO, parents=document.heads).id\n",
            "        with store._db.write() as connection:\n"
            '            connection.execute("DROP TRIGGER changeset_remains")\n'
            '            connection.execute("DELETE FROM changeset WHERE hash = ?", (bytes.fromhex(event.changeset),))\n'
            "        store.rebuild()\n"
            "        return event.changeset\n",
            "what was taken back cannot be taken back, and is missing in the chain",
            "unit/test_history_desk::test_a_change_is_taken_back_by_a_new_change_and_that_one_too",
        ),
        (
            "undo overwrites later answers",
            "    undone, kept = values_before(document, event, paths)\n",
            "    undone, kept = {each.path: each.before for each in event.changes}, {}\n",
            "an answer given since is lost",
            "unit/test_history_desk::test_what_was_changed_once_more_stays",
        ),
    ),
)
