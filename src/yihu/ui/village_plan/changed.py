"""What a person changed in a panel: what is shown may be hidden in part, and must not be written back so."""

from collections.abc import Mapping

from yihu.ui.look.fields import LabelledField


def changed_answers(
    prefix: str, fields: Mapping[str, LabelledField], known: Mapping[str, str]
) -> dict[str, str]:
    """Question -> text of the lines that say something else than they did."""
    now = {name: field.field.text().strip() for name, field in fields.items() if not field.isHidden()}
    return {f"{prefix}{name}": text for name, text in now.items() if text != known.get(name, "").strip()}
