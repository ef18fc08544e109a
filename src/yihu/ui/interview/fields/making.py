"""Which field answers which kind of question."""

from PySide6.QtWidgets import QWidget

from yihu.ui.interview.fields.cards import CardsField
from yihu.ui.interview.fields.day import DayField, MomentField, MonthField, TimeField
from yihu.ui.interview.fields.field import Field
from yihu.ui.interview.fields.line import LineField
from yihu.ui.interview.fields.long_list import LongListField, ManyListField
from yihu.ui.interview.fields.long_text import LongTextField
from yihu.ui.interview.fields.note import AcknowledgeField, NoteField
from yihu.ui.interview.fields.number import NumberField
from yihu.ui.interview.fields.photo import PhotoField, Photos
from yihu.ui.interview.fields.place import PlaceField
from yihu.ui.interview.views import FieldKind, QuestionView

_FIELDS: dict[FieldKind, type[Field]] = {
    FieldKind.CARDS: CardsField,
    FieldKind.MULTIPLE: CardsField,
    FieldKind.LIST: LongListField,
    FieldKind.MULTIPLE_LIST: ManyListField,
    FieldKind.NUMBER: NumberField,
    FieldKind.TEXT: LineField,
    FieldKind.LONG_TEXT: LongTextField,
    FieldKind.DATE: DayField,
    FieldKind.MONTH: MonthField,
    FieldKind.TIME: TimeField,
    FieldKind.MOMENT: MomentField,
    FieldKind.PLACE: PlaceField,
    FieldKind.NOTE: NoteField,
    FieldKind.ACKNOWLEDGE: AcknowledgeField,
}


def make_field(view: QuestionView, photos: Photos, parent: QWidget | None = None) -> Field:
    """The field for a question; what has no field of its own is answered as text."""
    if view.kind is FieldKind.PHOTO:
        return PhotoField(view, photos, parent)
    return _FIELDS.get(view.kind, LineField)(view, parent)
