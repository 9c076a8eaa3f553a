import re
from datetime import timedelta
from io import BytesIO

import pytest

REFERENCE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]\b")
CODE = re.compile(r"\b\d{6}\b")


def receipt_of(person, service="street-problem"):
    """Reference and status code of a case that the person has sent."""
    person.walk(service)
    words = person.send({}, "/check").text
    return REFERENCE.search(words)[0], CODE.search(re.sub("<[^>]+>", " ", words).split("Status code")[1])[0]


@pytest.fixture
def receipt(person):
    return receipt_of(person)


def look_up(person, reference, code):
    person.go("/en/status")
    return person.send({"reference": reference, "code": code})


def test_reference_and_code_show_where_the_case_stands(receipt, stranger):
    look_up(stranger, *receipt)

    assert stranger.at == "/en/status/case"
    assert "We have received it" in stranger.page.words
    assert receipt[0] in stranger.page.words


def test_the_reference_may_be_written_in_small_letters_without_hyphens(receipt, stranger):
    reference, code = receipt

    look_up(stranger, reference.lower().replace("-", " "), f" {code[:3]} {code[3:]} ")

    assert stranger.at == "/en/status/case"


def test_the_address_of_a_receipt_fills_in_the_reference_and_asks_for_the_code(receipt, stranger):
    stranger.go(f"/en/status?reference={receipt[0]}")

    assert f'value="{receipt[0]}"' in stranger.response.text
    assert receipt[1] not in stranger.response.text


def test_an_unknown_reference_and_a_wrong_code_get_the_same_answer(receipt, stranger):
    wrong = f"{(int(receipt[1]) + 1) % 1_000_000:06}"

    unknown = look_up(stranger, "0000-0000-0", receipt[1])
    mistaken = look_up(stranger, receipt[0], wrong)

    def page(response):
        tokens_out = re.sub(r'name="csrf_token" value="[^"]+"', "", response.text)
        return re.sub(r'(id="f-reference" name="reference" value=")[^"]*', r"\1", tokens_out)

    assert unknown.status_code == mistaken.status_code == 422
    assert page(unknown) == page(mistaken)


def test_after_five_wrong_tries_the_source_has_to_wait(stranger):
    tries = [look_up(stranger, f"0000-0000-{n}", "000000").status_code for n in range(6)]

    assert tries == [422] * 5 + [429]
    assert "Please wait a moment" in stranger.page.words


def test_after_five_wrong_tries_the_reference_has_to_rest_whoever_asks(receipt, app, clock):
    reference, code = receipt
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    def try_from(source, proof):
        client = app.test_client()
        html = client.get("/en/status", environ_base={"REMOTE_ADDR": source}).text
        entered = {"csrf_token": re.search(r'csrf_token" value="([^"]+)', html)[1], "reference": reference}
        return client.post(
            "/en/status", data={**entered, "code": proof}, environ_base={"REMOTE_ADDR": source}
        )

    assert [try_from(f"192.0.2.{n}", wrong).status_code for n in range(5)] == [422] * 5
    assert try_from("192.0.2.9", code).status_code == 429
    clock.pass_(timedelta(minutes=16))
    assert try_from("192.0.2.9", code).status_code == 303


def test_looking_again_and_again_with_the_right_code_is_no_guessing(receipt, stranger):
    for _ in range(8):
        assert look_up(stranger, *receipt).status_code == 200


def test_a_paper_that_was_promised_can_be_handed_in(person, stranger, picture):
    look_up(stranger, *receipt_of(person, "terrace-licence"))

    stranger.go(stranger.page.link("Send it : Please send a plan"))
    stranger.send({"answer": (BytesIO(picture), "plan.jpg", "image/jpeg")})

    assert stranger.at == "/en/status/case"
    assert "we have received it" in stranger.page.words
    assert "Please send a plan" not in stranger.page.words


def test_a_paper_of_the_wrong_kind_is_refused_beside_the_field(person, stranger):
    look_up(stranger, *receipt_of(person, "terrace-licence"))
    stranger.go(stranger.page.link("Send it : Please send a plan"))

    stranger.send({"answer": (BytesIO(b"MZ\x90\x00"), "plan.pdf", "application/pdf")})

    assert stranger.response.status_code == 422
    assert 'id="f-answer-error"' in stranger.response.text
    assert stranger.at == "/en/status/paper/plan"


def test_a_case_is_taken_back_only_after_asking_once_more(receipt, stranger):
    look_up(stranger, *receipt)

    stranger.go(stranger.page.link("Take it back"))
    assert "Take your case back?" in stranger.page.words
    stranger.send({}, "/withdraw")

    assert stranger.at == "/en/status/case"
    assert "You have withdrawn it" in stranger.page.words
    assert "Take it back" not in stranger.page.words


def test_closing_forgets_the_case_in_this_browser(receipt, stranger):
    look_up(stranger, *receipt)

    stranger.send({}, "/close")
    assert stranger.at == "/en/status"

    for address in ("case", "withdraw", "paper/plan"):
        assert stranger.go(f"/en/status/{address}").status_code == 410


def mended(app, reference):
    """Karim looks at it, and says that it is mended."""
    from channels.demo.officers import employed

    office = app.extensions["nowrongdoor"].core.back_office
    employed(office.officers)
    karim = next(each for each in office.officers.all() if each.name == "karim.haddad")
    view = office.look(karim, reference, "en", "handling")
    office.move(karim, reference, "done", view.version)


def test_once_it_is_done_its_owner_is_asked_how_it_went_and_a_no_reopens_it(receipt, stranger, app):
    mended(app, receipt[0])
    look_up(stranger, *receipt)
    assert "It is mended. Thank you for telling us." in stranger.page.words
    assert "Is it really mended?" in stranger.page.words

    stranger.send({"well": "no"}, "/follow-up")

    assert stranger.at == "/en/status/case"
    assert "Thank you for telling us. We look at it again." in stranger.page.words
    assert "We have received it and are looking at it." in stranger.page.words
    assert "Is it really mended?" not in stranger.page.words


def test_its_owner_reads_who_looked_at_the_case(receipt, stranger, app):
    look_up(stranger, *receipt)
    assert "Who looked at your case" not in stranger.page.words
    mended(app, receipt[0])
    look_up(stranger, *receipt)
    assert "Who looked at your case 23 November 2026: Bruggepont, to handle it" in stranger.page.words
    assert "Karim" not in stranger.page.words
