"""The words a person reads: English msgids, Simplified Chinese beside them.

The language is a module setting, as gettext has it; the window and the command line set it once
at start and on a person's wish. Everything else only asks.
"""

import gettext
from functools import lru_cache

from yihu.base.shipped import resource_path

CHINESE = "zh_CN"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)
_NAMES = {"zh": CHINESE, "zh_cn": CHINESE, "chinese": CHINESE, "en": ENGLISH, "english": ENGLISH}

_language = CHINESE


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark a msgid for the catalogue without translating it yet."""
    return message


def set_language(language: str) -> None:
    """Set the language of everything said from now on, one of `LANGUAGES`."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def language_named(name: str) -> str | None:
    """The language that a person calls `en`, `zh-CN` ...; None for an empty or unknown name."""
    return _NAMES.get(name.lower().replace("-", "_"))


def language() -> str:
    """The language in force, one of `LANGUAGES`."""
    return _language


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    with resource_path("translations", f"{language}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def translate(message: str) -> str:
    """The message in the language in force; itself where the catalogue lacks it."""
    return _catalogue(_language).gettext(message) if message else ""


def translate_count(singular: str, plural: str, count: int) -> str:
    """The message for `count` things, with `{count}` not yet filled in."""
    return _catalogue(_language).ngettext(singular, plural, count)


def translate_in(language: str, message: str) -> str:
    """The message in a given language, for paper in another language than the window."""
    return _catalogue(language).gettext(message) if message else ""
