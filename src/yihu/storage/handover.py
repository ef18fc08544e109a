"""Handing over: what `giving.py` writes and `receiving.py` takes in.

Each builds on the one before: contacts > statements > tombstones > provenance > receipts > quarantine > outgoing > giving > receiving.
"""

from yihu.storage.receiving import Receiving


class Handover(Receiving):
    """`give`, `give_receipts`, `receive`, `release`."""
