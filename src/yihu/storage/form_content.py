"""What a questionnaire or a text is, whatever it is called: the hash of all that it says.

The hash under which a questionnaire lies on the shelf of who added it is its workbook's, which nobody else has. So what
comes with a package is kept under its content, and what a coordinator signs is the content too.
"""

from hashlib import sha256

import orjson

from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.storage.rows import StoredForm

SEPARATOR = ":"


class FormAltered(UserError):
    """A questionnaire or rules in a package whose content isn't what its own hash says."""

    code = "form-altered"
    message = N_("The file {name} holds a questionnaire or rules that are not what they say they are.")
    advice = N_("Ask the sender to export it again. Nothing was changed here.")


def is_text(form_id: str) -> bool:
    """Whether an id of the table of forms is that of a text (`<kind>:<id>`)."""
    return SEPARATOR in form_id


def text_hash(name: str, version: str, text: str) -> str:
    """Under which a text is kept and signed, hexadecimal. `name`: `<kind>:<id>`."""
    return sha256(f"{name}@{version}\n{text}".encode()).hexdigest()


def content_hash(form: StoredForm) -> str:
    """SHA-256 of all that it says, hexadecimal: of a text as `text_hash`."""
    if is_text(form.id):
        return text_hash(form.id, form.version, form.xform)
    whole = {
        "files": {name: sha256(data).hexdigest() for name, data in form.attachments.items()},
        "id": form.id,
        "properties": dict(form.properties),
        "title": form.title,
        "version": form.version,
        "xform": sha256(form.xform.encode()).hexdigest(),
    }
    return sha256(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)).hexdigest()
