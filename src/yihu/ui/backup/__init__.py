"""The second copy: made by itself (`keeper`), by hand and from a list (`cards`), put back (`restore_page`)."""
