"""The `hantong` command lists its sub-commands quickly, ends with documented codes and explains itself."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from hantong.project.commands import _FOLDER, _first_sentence, app, main
from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import is_older


def hantong(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hantong.project.commands", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_list_shows_every_file_and_reads_none() -> None:
    code = "import sys; from hantong.project.commands import main; sys.argv = ['hantong', '--help']\n"
    code += "try: main()\nexcept SystemExit: print('read:', sorted({'django', 'psycopg'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "read: []" in shown
    for file in _FOLDER.glob("[a-z]*.py"):
        assert file.stem.replace("_", "-") in shown


def test_every_sub_command_says_in_a_sentence_what_it_does() -> None:
    for file in _FOLDER.glob("[a-z]*.py"):
        assert _first_sentence(file.stem).endswith("."), file


def test_an_unknown_word_is_wrong_use() -> None:
    assert hantong("fly").returncode == Exit.USAGE


def test_a_port_that_is_no_number_is_wrong_use() -> None:
    refused = hantong("serve", "--port", "eighty")
    assert refused.returncode == Exit.USAGE
    assert "--port" in refused.stderr


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (Ended("Port 8120 is taken.", Exit.PORT), Exit.PORT),
        (OSError(28, "No space left on device"), Exit.STORAGE),
    ],
)
def test_what_stops_a_command_is_one_line_and_a_code(
    raised: Exception, code: Exit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(prog_name: str) -> None:
        raise raised

    monkeypatch.setattr("hantong.project.commands.app", stop)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "says"),
    [("SELECT 1 FROM nowhere", True), ("SELECT nothing FROM access_staff", True), ("SELECT SELECT", False)],
)
def test_a_database_that_lacks_a_table_or_a_column_is_an_older_one(statement: str, *, says: bool) -> None:
    with pytest.raises(ProgrammingError) as failed, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert is_older(failed.value) is says


def test_the_exit_codes_are_documented_where_operators_look() -> None:
    page = Path(__file__).parents[4] / "docs" / "reference" / "commands.md"
    text = page.read_text()
    for code in Exit:
        assert f"| {code.value} | {code.meaning} |" in text
    assert app.info.help
