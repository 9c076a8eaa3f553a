import pytest

from service.messages import Problem


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ("anna@example.org", "anna@example.org"),
        (" Anna.Peeters@Example.ORG ", "Anna.Peeters@example.org"),
        ("anna @ example.org", "anna@example.org"),
        ("<anna@example.org>", "anna@example.org"),
        ("mailto:anna@example.org", "anna@example.org"),
        ("my address is anna@example.org.", "anna@example.org"),
        ("anna+town@mail.example", "anna+town@mail.example"),
        ("anna@bruggepont.test", "anna@bruggepont.test"),
        ("ann\u200ba@example.org", "anna@example.org"),
        ("é@exämple.be", "é@exämple.be"),
    ],
)
def test_an_address_is_understood(question, answered, entered, stored):
    assert answered(question("email"), entered) == stored


@pytest.mark.parametrize(
    ("entered", "code"),
    [
        ("", "empty"),
        ("none", "no-at-sign"),
        ("anna.example.org", "no-at-sign"),
        ("anna@", "not-an-address"),
        ("@example.org", "not-an-address"),
        ("anna@example", "not-an-address"),
        ("anna@@example.org", "not-an-address"),
        ("anna@example..org", "not-an-address"),
        ("anna@localhost", "not-an-address"),
        ("anna@[127.0.0.1]", "not-an-address"),
        ("a@example.org b@example.org", "several"),
        ("x" * 5000 + "@example.org", "not-an-address"),
    ],
)
def test_what_is_no_address_says_why(question, answered, entered, code):
    problem = answered(question("email"), entered)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert "name@example.org" in problem.words


@pytest.mark.parametrize("value", ["", " anna@example.org", "anna@EXAMPLE.org", None, 5, []])
def test_only_tidy_addresses_are_stored(question, asking, value):
    asked = question("email")
    assert asked.check(value, asking(asked)).code == "not-an-address"
