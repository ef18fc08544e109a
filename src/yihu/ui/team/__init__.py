"""Our team: the organisation and its laptops."""
