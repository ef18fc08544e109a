"""All topics, one after the other, each in a process of its own: JSON lines.

python -m benchmarks [TOPIC...]
"""

import subprocess
import sys

from benchmarks.figures import ROOT

TOPICS = (
    "start",
    "form_engine",
    "interview",
    "interview_page",
    "printing",
    "receive",
    "merge",
    "household",
    "campaign",
    "tables",
)


def main() -> int:
    failed = 0
    for topic in sys.argv[1:] or TOPICS:
        failed |= subprocess.run(
            [sys.executable, "-m", f"benchmarks.{topic}"], cwd=ROOT, check=False
        ).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
