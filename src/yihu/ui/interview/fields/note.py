"""What is only read, and what is only confirmed."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from yihu.base.i18n import N_, translate
from yihu.ui.interview.fields.cards import CardsField
from yihu.ui.interview.fields.field import Field
from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.views import QuestionView
from yihu.ui.interview.wrapped import WrappedLabel


class NoteField(Field):
    """A note has nothing to fill in; a value that the form computed stands here."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._value = WrappedLabel(view.value, "large")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._value)
        self._value.setVisible(bool(view.value))  # within the field: alone it would be a window

    def show_view(self, view: QuestionView) -> None:
        super().show_view(view)
        self._value.setText(view.value)
        self._value.setVisible(bool(view.value))


class AcknowledgeField(CardsField):
    """One card that says "read and agreed"; kept as `OK`."""

    def __init__(self, view: QuestionView, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(_with_choice(view), files, parent)

    def show_view(self, view: QuestionView) -> None:
        super().show_view(_with_choice(view))


def _with_choice(view: QuestionView) -> QuestionView:
    return replace(view, choices=(("OK", translate(N_("Read and confirmed"))),))
