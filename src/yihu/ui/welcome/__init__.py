"""Before the pages: first start, unlocking."""
