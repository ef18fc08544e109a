"""Convert the shipped questionnaires beforehand: forms/*.xlsx to resources/xforms/*.xml.

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

from yihu.actions.shipped_forms import SHIPPED_FORMS  # noqa: E402
from yihu.forms import read_workbook  # noqa: E402

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
    if check:
        for name in changed:
            print(f"forms/{name}.xlsx was changed: run packaging/convert_forms.py")
        return 1 if changed else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in changed:
        imported = read_workbook(workbook_of(name))
        if imported.attachments:
            raise SystemExit(f"forms/{name}.xlsx has files beside it, which a conversion can't hold")
        (TARGET / f"{name}.xml").write_text(imported.xform, encoding="utf-8", newline="\n")
        print(f"resources/xforms/{name}.xml")
    INDEX.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
