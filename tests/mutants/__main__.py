"""`python -m tests.mutants [--list] [--only NAME]`: does every deliberate mistake make a test fail?

Exit code 1 if a mutant survives, doesn't apply, or the tests fail without any.
"""

import argparse
import sys
from collections.abc import Sequence

from tests.mutants.campaign import MUTANTS, Outcome, copied_tree, tried, untouched_passes
from tests.mutants.mutant import Mutant

NAME, FILE, BY = 42, 30, 78


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--list", action="store_true", help="only say what they are")
    parser.add_argument("--only", metavar="NAME", help="those whose name or file holds this")
    chosen = parser.parse_args(arguments)
    wanted = [each for each in MUTANTS if not chosen.only or chosen.only in f"{each.name} {each.file}"]
    if not wanted:
        parser.error("no such mutant")
    if chosen.list:
        for each in wanted:
            print(f"{each.name:{NAME}} {each.file:{FILE}} {each.why}")
        return 0
    return campaign(wanted)


def campaign(wanted: Sequence[Mutant]) -> int:
    """Try them one after the other and print the table."""
    print(f"{'mutant':{NAME}} {'file':{FILE}} {'killed by':{BY}} s", flush=True)
    with copied_tree() as copy:
        if trouble := untouched_passes(wanted, copy):
            print(f"The tests fail without a mutant:\n{trouble}")
            return 1
        outcomes = [shown(tried(mutant, copy)) for mutant in wanted]
    left = [each for each in outcomes if not each.killed_by]
    print(f"{len(outcomes)} mutants, {len(outcomes) - len(left)} killed, {len(left)} left")
    return 1 if left else 0


def shown(outcome: Outcome) -> Outcome:
    by = outcome.killed_by.partition("::")[2] or outcome.killed_by or f"SURVIVED {outcome.trouble}"
    mutant = outcome.mutant
    print(f"{mutant.name:{NAME}} {mutant.file:{FILE}} {by:{BY}} {outcome.seconds:.1f}", flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
