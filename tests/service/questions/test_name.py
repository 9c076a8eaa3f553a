import pytest


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ("Anna Peeters", "Anna Peeters"),
        (" anna   de smet ", "anna de smet"),
        ("Jean-François d’Ursel", "Jean-François d'Ursel"),
        ("O`Brien", "O'Brien"),
        ("فاطمة الزهراء", "فاطمة الزهراء"),
        ("王三", "王三"),
        ("Ní Dhónaill", "Ní Dhónaill"),
        ("J. M. Coetzee", "J. M. Coetzee"),
        ("O", "O"),
        ("Peeters, Anna,", "Peeters, Anna"),
    ],
)
def test_a_name_of_any_script_is_kept_as_written(question, answered, entered, stored):
    assert answered(question("name"), entered) == stored


@pytest.mark.parametrize(
    ("entered", "code", "telling"),
    [
        ("", "empty", "full name"),
        ("12345", "digits", "“12345” has digits in it"),
        ("Anna 2", "digits", "letters"),
        ("Anna ²", "digits", "letters"),
        ("Anna 😀", "signs", "“😀” cannot be used in a name"),
        ("anna@example.org", "signs", "“@” cannot"),
        ("<b>Anna", "signs", "“<” cannot"),
        ("- .", "signs", "cannot be used in a name"),
        ("x" * 121, "too-long", "121 characters"),
    ],
)
def test_what_is_no_name_says_why(question, answered, entered, code, telling):
    problem = answered(question("name"), entered)
    assert problem.code == code
    assert telling in problem.words


def test_only_ones_own_name_is_filled_in_by_the_browser(question, asking):
    own, child = question("name"), question("name", own=False)
    assert own.parts(asking(own))[0].autocomplete == "name"
    assert child.parts(asking(child))[0].autocomplete == ""
