"""Random forms and expressions behave as in the ODK project's own engine, but for a known few."""

import pytest
from tests.conformance.differential import expression_differences, form_differences
from tests.conformance.peer import Peer, why_absent

ZONE = "Asia/Shanghai"
pytestmark = [pytest.mark.soak, pytest.mark.skipif(bool(why_absent()), reason=why_absent() or "asked")]


@pytest.mark.parametrize(
    ("compare", "count", "alike"), [(form_differences, 300, 0.9), (expression_differences, 2000, 0.95)]
)
def test_nearly_all_random_ones_behave_alike(compare, count, alike):
    with Peer(ZONE) as peer:
        same = sum(not list(compare(peer, seed, ZONE)) for seed in range(count))
    assert same >= alike * count
