import pytest


@pytest.fixture
def declaration(question):
    return question("declaration", statement="I declare that all this is true.")


@pytest.mark.parametrize(
    "entered", ["yes", "1", "I agree", "agree", "I declare that all this is true", "ok", "oui"]
)
def test_agreeing_is_the_only_answer(declaration, answered, entered):
    assert answered(declaration, entered) is True


@pytest.mark.parametrize(
    ("entered", "code"),
    [
        ("", "empty"),
        ("no", "declined"),
        ("no thanks", "declined"),
        ("2", "not-understood"),
        ("why?", "not-understood"),
    ],
)
def test_without_agreement_it_cannot_go_on(declaration, answered, entered, code):
    assert answered(declaration, entered).code == code


def test_who_declines_is_told_what_follows_and_not_blamed(declaration, answered):
    words = "Without this declaration this cannot be sent. You can agree now, or come back to it later."
    assert answered(declaration, "no").words == words


def test_the_statement_is_what_is_ticked(declaration, asking):
    (option,) = declaration.choices_offered(asking(declaration))
    assert (option.value, option.label) == ("yes", "I declare that all this is true.")


@pytest.mark.parametrize("value", [False, 1, "yes", None])
def test_nothing_but_true_is_stored(declaration, asking, value):
    assert declaration.check(value, asking(declaration)) is not None
