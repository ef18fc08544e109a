"""Which field answers which kind of question."""

from PySide6.QtWidgets import QWidget

from yihu.ui.interview.fields.any_file import FileField
from yihu.ui.interview.fields.cards import CardsField
from yihu.ui.interview.fields.day import DayField, MomentField, MonthField, TimeField, YearField
from yihu.ui.interview.fields.field import Field
from yihu.ui.interview.fields.files import Files
from yihu.ui.interview.fields.grid import GridHeadField, GridRowField, HeadedSpotsField, LikertField
from yihu.ui.interview.fields.line import LineField
from yihu.ui.interview.fields.long_list import LongListField, ManyListField
from yihu.ui.interview.fields.long_text import LongTextField, PlacesField
from yihu.ui.interview.fields.note import AcknowledgeField, NoteField
from yihu.ui.interview.fields.number import CounterField, DigitsField, NumberField
from yihu.ui.interview.fields.photo import PhotoField
from yihu.ui.interview.fields.place import PlaceField
from yihu.ui.interview.fields.ranking import RankField
from yihu.ui.interview.fields.scale import RatingField, SliderField
from yihu.ui.interview.fields.sketch import SketchField
from yihu.ui.interview.fields.typed import AddressField, CodeField, MaskedField
from yihu.ui.interview.views import FieldKind, QuestionView

_FIELDS: dict[FieldKind, type[Field]] = {
    FieldKind.LIST: LongListField,
    FieldKind.MULTIPLE_LIST: ManyListField,
    FieldKind.GRID_HEAD: GridHeadField,
    FieldKind.RANK: RankField,
    FieldKind.NUMBER: NumberField,
    FieldKind.COUNTER: CounterField,
    FieldKind.SLIDER: SliderField,
    FieldKind.RATING: RatingField,
    FieldKind.TEXT: LineField,
    FieldKind.DIGITS: DigitsField,
    FieldKind.MASKED: MaskedField,
    FieldKind.ADDRESS: AddressField,
    FieldKind.CODE: CodeField,
    FieldKind.LONG_TEXT: LongTextField,
    FieldKind.DATE: DayField,
    FieldKind.MONTH: MonthField,
    FieldKind.YEAR: YearField,
    FieldKind.TIME: TimeField,
    FieldKind.MOMENT: MomentField,
    FieldKind.PLACE: PlaceField,
    FieldKind.PLACES: PlacesField,
    FieldKind.NOTE: NoteField,
}
_WITH_FILES: dict[FieldKind, type[Field]] = {
    FieldKind.CARDS: CardsField,
    FieldKind.MULTIPLE: CardsField,
    FieldKind.LIKERT: LikertField,
    FieldKind.GRID_ROW: GridRowField,
    FieldKind.ACKNOWLEDGE: AcknowledgeField,
    FieldKind.PHOTO: PhotoField,
    FieldKind.SKETCH: SketchField,
    FieldKind.FILE: FileField,
}


def make_field(view: QuestionView, files: Files, parent: QWidget | None = None) -> Field:
    """The field for a question; what has no field of its own is answered as text."""
    if view.kind is FieldKind.GRID_ROW and "list" in view.appearances:
        return HeadedSpotsField(view, files, parent)
    if view.kind in _WITH_FILES:
        return _WITH_FILES[view.kind](view, files, parent)
    return _FIELDS.get(view.kind, LineField)(view, parent)
