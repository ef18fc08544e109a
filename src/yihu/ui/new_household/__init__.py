"""Writing down a household that no list had."""
