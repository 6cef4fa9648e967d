"""Files in every encoding, with every delimiter."""

import gzip
import pickle
from pathlib import Path

import pytest

from hantong.imports.batch import Batch
from hantong.imports.mapping import BadMapping
from hantong.imports.plan import Places
from hantong.imports.reading import NotATable, look_at, rows_of
from hantong.imports.refusals import Refusal

TEXT = '번호,"내용, 전부"\n1,"첫 줄\n둘째 줄"\n2,불법 주정차\n'


def written(folder: Path, content: bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "euc-kr", "cp949", "utf-16"])
def test_every_encoding_gives_the_same_rows(tmp_path: Path, encoding: str) -> None:
    source = look_at(written(tmp_path, TEXT.encode(encoding)))
    assert source.header == ("번호", "내용, 전부")
    assert list(rows_of(source)) == [["1", "첫 줄\n둘째 줄"], ["2", "불법 주정차"]]


def test_a_gzipped_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    source = look_at(written(tmp_path, gzip.compress(TEXT.encode()), "export.dat"))
    assert len(list(rows_of(source))) == 2


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    source = look_at(written(tmp_path, f"a{delimiter}b\n1{delimiter}2\n".encode()))
    assert (source.header, list(rows_of(source))) == (("a", "b"), [["1", "2"]])


def test_wrong_bytes_spoil_only_their_row(tmp_path: Path) -> None:
    good = b"key,text\n" + b"1,fine\n" * 60_000
    rows = list(rows_of(look_at(written(tmp_path, good + b"2,\xff\xfe\n3,fine\n"))))
    assert rows[-1] == ["3", "fine"]
    with pytest.raises(UnicodeEncodeError):
        rows[-2][1].encode()


@pytest.mark.parametrize("content", [b"", b"\n", b"\x00\x01\x02,\x00\n"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotATable):
        look_at(written(tmp_path, content))


def test_an_unknown_encoding_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match="klingon"):
        look_at(written(tmp_path, b"a,b\n"), encoding="klingon")


def test_a_batch_comes_out_of_a_pipe_as_it_went_in() -> None:
    refused = [Refusal(row_n=3, reason="columns", detail="1 ≠ 2", row=["lonely"])]
    batch = Batch(
        n=7, places=Places(services={"도로": "\\N"}), row_ns=[2], rows=[["눈", "a\udcff\x00"]], refused=refused
    )
    assert pickle.loads(pickle.dumps(batch)) == batch  # noqa: S301
