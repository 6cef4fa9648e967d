"""The embedded server shares more memory the more it has stored, and never much of a small machine's."""

from pathlib import Path

import pytest

from hantong.embedded import buffers
from hantong.embedded.buffers import LEAST_MB, MEGABYTE, fitting_mb, memory_bytes, shared_buffers

GIGABYTE = 1024 * MEGABYTE


@pytest.mark.parametrize(
    ("stored", "memory", "expected_mb"),
    [
        (0, 24 * GIGABYTE, LEAST_MB),
        (100 * MEGABYTE, 24 * GIGABYTE, LEAST_MB),
        (8 * GIGABYTE, 24 * GIGABYTE, 2048),
        (200 * GIGABYTE, 24 * GIGABYTE, 3072),
        (200 * GIGABYTE, 512 * MEGABYTE, LEAST_MB),
    ],
)
def test_buffers_grow_with_what_is_stored_and_stay_an_eighth_of_the_memory(
    stored: int, memory: int, expected_mb: int
) -> None:
    assert fitting_mb(stored=stored, memory=memory) == expected_mb


def test_what_is_stored_is_found_in_every_database(tmp_path: Path) -> None:
    for database in ("1", "16384"):
        (tmp_path / "base" / database).mkdir(parents=True)
        with (tmp_path / "base" / database / "2608").open("wb") as table:
            table.truncate(300 * MEGABYTE)  # takes no room on the disk
    assert buffers.stored_bytes(tmp_path) == 600 * MEGABYTE
    assert shared_buffers(tmp_path / "nothing yet") == f"{LEAST_MB}MB"


def test_a_container_has_no_more_than_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited, unlimited = tmp_path / "memory.max", tmp_path / "no limit"
    limited.write_text(f"{GIGABYTE}\n")
    unlimited.write_text("max\n")
    monkeypatch.setattr(buffers, "CONTAINER_LIMITS", (unlimited, tmp_path / "absent", limited))
    assert memory_bytes() == GIGABYTE
