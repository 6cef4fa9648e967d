"""Keys carry the moment they were made."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from hantong.kit.ids import moment_of, new_id


def test_a_key_is_a_plain_uuid_that_the_database_takes() -> None:
    assert type(new_id()) is UUID


def test_keys_sort_in_the_order_they_were_made() -> None:
    keys = [new_id() for _ in range(2000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == 2000


def test_a_key_tells_when_it_was_made() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    made = moment_of(new_id())
    assert before <= made <= datetime.now(UTC) + timedelta(milliseconds=1)


def test_the_example_of_the_standard_is_read_as_printed_there() -> None:
    # RFC 9562, appendix A.6
    made = moment_of(UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
    assert made == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)


def test_a_random_key_is_refused() -> None:
    with pytest.raises(ValueError, match="version 4"):
        moment_of(uuid4())
