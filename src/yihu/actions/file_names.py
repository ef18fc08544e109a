"""Names of files that leave the program: team, date, short id; never anything of a household."""

import re
from datetime import datetime

LONGEST = 40
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


def safe_name(text: str) -> str:
    """The text as part of a file name on any system (FAT32 sticks too); `yihu` if nothing is left."""
    kept = re.sub(r"[^\w.-]+", "-", text, flags=re.UNICODE).strip("-. ")[:LONGEST].strip("-. ")
    return "yihu" if not kept or _RESERVED.match(kept) else kept


def dated_name(team: str, at: datetime, short_id: str, suffix: str) -> str:
    """`<team>-<date and time>-<short id><suffix>`."""
    return f"{safe_name(team)}-{at:%Y%m%d-%H%M}-{short_id}{suffix}"
