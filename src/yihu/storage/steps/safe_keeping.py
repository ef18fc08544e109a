"""The audit log becomes a hash chain: each line names the one before it, so that none can be taken out unseen."""

STEP = """
    ALTER TABLE audit ADD COLUMN previous BLOB;
    ALTER TABLE audit ADD COLUMN hash BLOB;
"""
