"""The foot of the interview says which keys help on this page, and no others."""

from yihu.base.i18n import ENGLISH, set_language
from yihu.ui.interview.footer import Footer
from yihu.ui.interview.views import FieldKind, PageView, QuestionView


def question(kind):
    return QuestionView(ref="/data/a", number="1.1", kind=kind, label="A")


def page(*kinds):
    return PageView(kind="group", ref="/data", title="", questions=tuple(question(kind) for kind in kinds))


def test_a_page_that_only_tells_something_keeps_no_keys_of_the_page_before(qtbot):
    set_language(ENGLISH)
    footer = Footer()
    qtbot.addWidget(footer)
    footer.show_page(page(FieldKind.LIST))
    footer.show_keys(question(FieldKind.LIST))
    assert "Type to find" in footer.words()
    footer.show_page(page(FieldKind.NOTE))
    assert footer.words() == "Enter next page"
