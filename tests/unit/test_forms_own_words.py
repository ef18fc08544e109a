"""What pyxform complains about without a code of its own is told in the program's words."""

from pyxform.errors import PyXFormError

from yihu.base.i18n import CHINESE, set_language
from yihu.forms.conversion import explain
from yihu.forms.sheets import Workbook

COMPLAINT = (
    "[row : 4] On the 'survey' sheet, the 'name' value is invalid. Names must begin with a letter or underscore. "
    "After the first character, names may contain letters, digits, underscores, hyphens, or periods."
)


def test_a_name_with_a_blank_is_explained_in_chinese():
    set_language(CHINESE)
    problem = explain(PyXFormError(COMPLAINT), Workbook(file_name="a.xlsx", sheets={}))
    assert problem.code == "name-characters"
    assert not problem.explain().isascii()
    assert problem.advise()
