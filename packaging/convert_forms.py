"""Convert the shipped questionnaires beforehand: forms/*.xlsx to resources/xforms/*.xml.

Writes forms/profiles.csv too, which they look the profiles up in (`actions/profile_lists.py`).

python packaging/convert_forms.py          converts those whose workbook changed
python packaging/convert_forms.py --check  writes nothing; exit 1 when one is out of date
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from yihu.actions.profile_lists import PROFILES_FILE, profile_table  # noqa: E402
from yihu.actions.shipped_forms import SHIPPED_FORMS  # noqa: E402
from yihu.forms import read_workbook  # noqa: E402
from yihu.register.profiles import shipped_profiles  # noqa: E402

TARGET = ROOT / "resources" / "xforms"
INDEX = TARGET / "workbooks.json"


def workbook_of(name: str) -> Path:
    return ROOT / "forms" / f"{name}.xlsx"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, tell what is out of date")
    check = parser.parse_args().check
    known = json.loads(INDEX.read_text(encoding="utf-8")) if INDEX.is_file() else {}
    now = {name: hashlib.sha256(workbook_of(name).read_bytes()).hexdigest() for name in SHIPPED_FORMS}
    changed = [name for name in SHIPPED_FORMS if known.get(name) != now[name]]
    table, beside = profile_table(shipped_profiles()), ROOT / "forms" / PROFILES_FILE
    same_table = beside.is_file() and beside.read_text(encoding="utf-8") == table
    if check:
        for name in changed:
            print(f"forms/{name}.xlsx was changed: run packaging/convert_forms.py")
        if not same_table:
            print(f"A profile was changed: run packaging/convert_forms.py for forms/{PROFILES_FILE}")
        return 1 if changed or not same_table else 0
    beside.write_text(table, encoding="utf-8", newline="\n")
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in changed:
        imported = read_workbook(workbook_of(name))
        elsewhere = [each for each in imported.attachments if not (ROOT / "forms" / each).is_file()]
        if elsewhere:
            raise SystemExit(
                f"forms/{name}.xlsx needs files that don't lie beside it: {', '.join(elsewhere)}"
            )
        (TARGET / f"{name}.xml").write_text(imported.xform, encoding="utf-8", newline="\n")
        print(f"resources/xforms/{name}.xml")
    INDEX.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
