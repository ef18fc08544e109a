"""temporary"""
from pathlib import Path
from dataclasses import dataclass
from yihu.forms.form import Form
from yihu.forms.parse import parse_xform

@dataclass
class ImportedForm:
    form: Form
    xform: str

def read_workbook(path: Path) -> ImportedForm:
    cached = Path('/tmp/h2') / (path.name + '.xml')
    if not cached.exists():
        from pyxform.xls2xform import convert
        cached.write_text(convert(str(path)).xform)
    x = cached.read_text()
    return ImportedForm(parse_xform(x), x)
