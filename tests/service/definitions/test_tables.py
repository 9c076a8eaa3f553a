from __future__ import annotations

import pytest

from service.definitions.tables import MOST_ROWS, read_table


def test_a_row_is_a_mapping_by_column():
    sheet = read_table(b'code,name\n a , "Kaai, noord"\n\nb,x\n'.replace(b' "', b'"'), "t.csv")
    assert sheet.findings == []
    assert sheet.columns == ("code", "name")
    assert sheet.rows == [{"code": "a", "name": "Kaai, noord"}, {"code": "b", "name": "x"}]


def test_the_mark_that_spreadsheets_write_first_is_no_part_of_the_first_column():
    assert read_table(b"\xef\xbb\xbfcode,name\na,b\n", "t.csv").columns == ("code", "name")


def test_a_row_knows_its_line_also_after_empty_lines_and_long_cells():
    sheet = read_table(b'code,name\n\na,"two\nlines"\nb,c\n', "t.csv")
    assert [sheet.marks.at((row,), "").line for row in range(2)] == [4, 5]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1:1: error: the table has no rows: write the names of the columns first, then rows"),
        (
            b"code,name\n",
            "1:1: error: the table has no rows: write the names of the columns first, then rows",
        ),
        (
            b"code;name\na;b\n",
            "1:1: error: the columns are separated by semicolons: save the table with commas",
        ),
        (b"code,code\na,b\n", "1:1: error: two columns are named `code`: rename one"),
        (b"code,\na,b\n", "1:1: error: column 2 has no name: write one in the first line"),
        (b"code,name\na\n", "2:1: error: this row has 1 cells, and the table has 2 columns"),
        (b"code,name\na,\xe9\n", "2:1: error: a character in this line is not UTF-8: save the file as UTF-8"),
        (b'code,name\na,"b\n', "2:1: error: this line is not CSV (unexpected end of data)"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_its_line(content: bytes, said: str):
    assert f"t.csv:{said}" in [str(finding) for finding in read_table(content, "t.csv").findings]


def test_a_table_has_an_end():
    content = b"code\n" + b"a\n" * (MOST_ROWS + 5)
    sheet = read_table(content, "t.csv")
    assert len(sheet.rows) == MOST_ROWS
    assert "more than 5000 rows" in sheet.findings[0].words
