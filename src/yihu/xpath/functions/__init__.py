"""All functions of ODK XPath, by name."""

from typing import Final

from yihu.xpath.functions import conditions, dates, digests, forms, numbers, places, selections, texts
from yihu.xpath.functions import nodes as node_functions
from yihu.xpath.library import Function

FUNCTIONS: Final[dict[str, Function]] = {
    name: function
    for theme in (texts, numbers, conditions, dates, selections, node_functions, forms, digests, places)
    for name, function in theme.THEME.functions.items()
}
"""Names as expressions write them, prefix included: `concat`, `jr:choice-name`."""
