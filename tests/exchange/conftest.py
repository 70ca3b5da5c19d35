"""The reader of files from outside is looked at here: every test starts the one of the product."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def as_in_the_product(product_reader: None) -> None:
    pass
