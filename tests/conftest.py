"""What every test starts from."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from yihu.base.i18n import CHINESE, set_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no defect: how long an example takes says nothing about whether it is right.
settings.register_profile("yihu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("yihu")


@pytest.fixture(autouse=True)
def _chinese_unless_a_test_chooses() -> Iterator[None]:
    """The language is the program's, not what the test before has left."""
    set_language(CHINESE)
    yield
    set_language(CHINESE)
