"""National number, company number, bank account and plate: numbers that somebody issued."""

import re

import pytest

from service.messages import Problem


@pytest.mark.parametrize(
    ("kind", "entered", "stored", "shown"),
    [
        ("national_number", "85.07.30-033.28", "85073003328", "85.07.30-033.28"),
        ("national_number", "85 07 30 033 28", "85073003328", "85.07.30-033.28"),
        ("national_number", "my number: ٨٥٠٧٣٠٠٣٣٢٨", "85073003328", "85.07.30-033.28"),
        ("national_number", "98.47.28-997.65", "98472899765", "98.47.28-997.65"),
        ("national_number", "01 49 07 001 85", "01490700185", "01.49.07-001.85"),
        ("company_number", "0123.456.749", "0123456749", "0123.456.749"),
        ("company_number", "BE 123.456.749", "0123456749", "0123.456.749"),
        ("company_number", "be0123456749 RPR Brugge", "0123456749", "0123.456.749"),
        ("iban", "BE68 5390 0754 7034", "BE68539007547034", "BE68 5390 0754 7034"),
        ("iban", "iban be68-5390-0754-7034", "BE68539007547034", "BE68 5390 0754 7034"),
        ("iban", "NL91ABNA0417164300", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"),
        ("plate", "1-ABC-123", "1-ABC-123", "1-ABC-123"),
        ("plate", "1abc123", "1-ABC-123", "1-ABC-123"),
        ("plate", "1 abc 123", "1-ABC-123", "1-ABC-123"),
        ("plate", "my plate is 1-abc-123", "1-ABC-123", "1-ABC-123"),
        ("plate", "abc 123", "ABC-123", "ABC-123"),
        ("plate", "123.abc", "123-ABC", "123-ABC"),
        ("plate", "AB-12-CD", "AB12CD", "AB12CD"),
        ("plate", "b-mw 1234", "BMW1234", "BMW1234"),
        ("plate", "FELIX", "FELIX", "FELIX"),
        ("plate", "12345-أ-6", "12345أ6", "12345أ6"),
    ],
)
def test_a_number_is_stored_in_one_form_however_it_is_written(
    question, asking, answered, kind, entered, stored, shown
):
    asked = question(kind)
    assert answered(asked, entered) == stored
    assert asked.show(stored, asking(asked)) == shown


@pytest.mark.parametrize(
    ("kind", "entered", "code"),
    [
        ("national_number", "", "empty"),
        ("national_number", "I have none", "not-digits"),
        ("national_number", "85.07.30-033.2", "wrong-length"),
        ("national_number", "85.07.30-033.281", "wrong-length"),
        ("national_number", "85.07.30-033.29", "wrong-check"),
        ("national_number", "85.17.30-001.33", "no-such-date"),
        ("company_number", "", "empty"),
        ("company_number", "pending", "not-digits"),
        ("company_number", "0123.456", "wrong-length"),
        ("company_number", "0123.456.748", "wrong-check"),
        ("company_number", "2123.456.749", "wrong-beginning"),
        ("company_number", "NL123456789B01", "not-belgian"),
        ("iban", "", "empty"),
        ("iban", "1234567", "wrong-form"),
        ("iban", "BE68 5390 0754 7035", "wrong-check"),
        ("iban", "BE68 5390 0754", "wrong-check"),
        ("iban", "ZZ68 5390 0754 7034", "wrong-check"),
        ("iban", "XX34 1234 5678 9012 1234", "no-such-number"),
        ("plate", "", "empty"),
        ("plate", "1-ABC-123?", "signs"),
        ("plate", "😀", "signs"),
        ("plate", "1", "too-short"),
        ("plate", "ABCDEFGHIJK", "too-long"),
        ("plate", "1-ABC-123 and 1-ABC-124", "too-long"),
    ],
)
def test_what_was_not_issued_says_why(question, asking, answered, kind, entered, code):
    asked = question(kind)
    problem = answered(asked, entered)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert asked.example(asking(asked)) in problem.words


@pytest.mark.parametrize("kind", ["national_number", "iban"])
@pytest.mark.parametrize(
    "entered", ["76.12.19-123.4", "76.12.19-123.45", "76121912345 6", "BE12 7612 1912 3456", "7612"]
)
def test_a_secret_number_is_never_repeated(question, asking, answered, kind, entered):
    asked = question(kind)
    words = answered(asked, entered).words.replace(asked.example(asking(asked)), "")
    assert re.findall(r"[0-9]{3,}", words) == []
    count = str(len(re.sub(r"[^0-9]", "", entered)))
    assert set(re.findall(r"[0-9]+", words)) <= {"11", count}


def test_a_national_number_is_sensitive_unless_the_owner_says_otherwise(question):
    assert question("national_number").sensitive is True
    assert question("national_number", sensitive=False).sensitive is False


@pytest.mark.parametrize("kind", ["national_number", "company_number", "iban", "plate"])
@pytest.mark.parametrize("value", [None, 5, [], {}, "", " ", "1-abc-123", "٨٥٠٧٣٠٠٣٣٢٨", "be68539007547034"])
def test_only_the_stored_form_is_stored(question, asking, kind, value):
    asked = question(kind)
    assert asked.check(value, asking(asked)) is not None
