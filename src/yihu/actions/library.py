"""The questionnaires of the register, parsed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yihu.forms import Form
    from yihu.storage import Store


class FormLibrary:
    """Forms by id and version out of the database; a parsed form is kept while the window is open."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._forms: dict[tuple[str, str], Form] = {}

    def form(self, form_id: str, version: str | None = None) -> Form:
        """The form; None for `version` is the newest. Raises FormUnknown."""
        raise NotImplementedError
