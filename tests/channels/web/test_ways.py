from channels.web.ways import ways
from service.messages import DoorAddress, Office, ServiceSummary

SERVICE = ServiceSummary(
    "street", "Street", "", ("FIX", "STREET"), (), (), "", "", "", "open", "", Office("x", "X"), "", "", 1
)
WEB = DoorAddress("web", "Website", "on the town's website", "https://bruggepont.example/")
TEXT = DoorAddress("sms", "Text message", "by text message to 0460 00 00 00")


def shown(app, service, addresses, number):
    with app.test_request_context("/en/"):
        return ways(service, addresses, number)


def test_a_place_is_named_in_a_sentence_and_by_its_label(app):
    (web,) = shown(app, SERVICE, [WEB], "")

    assert (web.short, web.words, web.url) == ("Website", "On the town's website.", WEB.url)


def test_the_text_line_says_what_to_text_and_to_which_number(app):
    (text,) = shown(app, SERVICE, [TEXT], "0460 00 00 00")

    assert text.short == "Text FIX to 0460\u00a000\u00a000\u00a000"
    assert text.words.startswith(text.short)


def test_without_a_number_the_town_s_own_words_are_used(app):
    (text,) = shown(app, SERVICE, [TEXT], "")

    assert text.words == "By text message to 0460 00 00 00."
