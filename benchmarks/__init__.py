"""This program and its peers on the same work, in one run: `python -m benchmarks.TOPIC`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
