"""What every test starts from."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from tests.examples import OF_HUNDRED

from yihu.base.i18n import CHINESE, set_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Every run of `make test` tries the same examples: nobody's change is refused by a chance find of another's
# mistake. `make soak` (`--hypothesis-profile soak`) tries others each time, and many more.
# A busy machine is no defect: how long an example takes says nothing about whether it is right.
_EITHER = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", _EITHER, derandomize=True, max_examples=OF_HUNDRED)
settings.register_profile("soak", _EITHER, derandomize=False, max_examples=20 * OF_HUNDRED)
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def _chinese_unless_a_test_chooses() -> Iterator[None]:
    """The language is the program's, not what the test before has left."""
    set_language(CHINESE)
    yield
    set_language(CHINESE)
