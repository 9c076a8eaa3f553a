"""The kiosk's own words: buttons, greetings, what it says when something goes wrong; no question's words.

The screen gets the greeting in each language of the town, and all of them a language at a time; what stands in braces
it fills in itself.
"""

from __future__ import annotations

from flask_babel import gettext

GREETING = (
    "welcome",
    "touch",
    "choose_language",
    "out_of_order",
    "out_of_order_words",
    "spoken_start",
    "spoken_here",
    "spoken_option",
    "spoken_chosen",
    "spoken_button",
)
"""What is shown or heard in every language at once, before or while somebody chooses one."""


def words() -> dict[str, str]:
    """By the name under which the screen's modules ask for them, in the language that is set."""
    return (
        _on_every_screen()
        | _before_the_questions()
        | _with_the_questions()
        | _between_doors()
        | _saving()
        | _afterwards()
        | _at_the_end()
        | _easier()
        | _aloud()
        | _keys()
    )


def sentence_for(status: int) -> str:
    """What a person is told instead of an answer."""
    if status == 403:
        return gettext("This kiosk is not enrolled with the town. Please ask at the desk.")
    if status == 404:
        return gettext("We do not offer this service here.")
    if status == 410:
        return gettext("This session has ended, so that nobody else can read your answers.")
    if status == 413:
        return gettext("This file is too large. Choose a smaller one, or go on without it.")
    if status == 429:
        return gettext("That was tried too often. Please try again in 15 minutes.")
    if status >= 500:
        return gettext("Something went wrong on our side. What you typed is still here.")
    return gettext("The kiosk could not do that. What you typed is still here.")


def every_refusal() -> list[str]:
    return [
        *(sentence_for(status) for status in (400, 403, 404, 410, 413, 429, 500)),
        hub_is_away(),
        not_sent(),
    ]


def hub_is_away() -> str:
    return gettext(
        "For this the kiosk has to reach the town's computer, and it cannot just now. "
        "You can go on here, or try again in a few minutes. Nothing is lost."
    )


def nothing_taken_in() -> str:
    return gettext(
        "We can take in nothing new just now: our system has no room for it. What you typed stays on this screen "
        "while you are here, and what you sent before is safe. Please try again later, or ask somebody at the desk."
    )


def not_sent() -> str:
    return gettext(
        "We cannot send it just now, because the connection is away. Print the receipt, or write down both codes."
    )


def sentence_of_printer(state: str) -> str:
    if state == "out":
        return gettext("The printer has no paper left just now.")
    return gettext("The printer does not work just now.")


def _on_every_screen() -> dict[str, str]:
    return {
        "back": gettext("Back"),
        "go_on": gettext("Continue"),
        "skip": gettext("Skip"),
        "leave": gettext("I need to go"),
        "language": gettext("Language"),
        "more_below": gettext("More below"),
        "buttons": gettext("Buttons"),
        "demo": gettext("Fictional town: nothing you enter here is real."),
        "leaving": gettext("Do you want to stop?"),
        "leaving_words": gettext(
            "We clear this screen, so that nobody sees your answers. Nothing is sent to the town."
        ),
        "clear": gettext("Clear the screen and go"),
        "start_over": gettext("Clear and start over"),
        "carry_on": gettext("Carry on"),
        "idle": gettext("Are you still there?"),
        "idle_words": gettext("In {seconds} seconds we clear this screen, so that nobody sees your answers."),
        "still_here": gettext("I am still here"),
        "no_connection": gettext("One moment, please"),
        "no_connection_words": gettext(
            "The kiosk cannot reach the town's computer just now. Nothing you typed is lost."
        ),
        "trouble": gettext("That did not work"),
        "try_again": gettext("Try again"),
        "over": gettext("This session has ended"),
        "start_again": gettext("Start again"),
    }


def _before_the_questions() -> dict[str, str]:
    return {
        "welcome": gettext("Welcome"),
        "touch": gettext("Touch the screen to start"),
        "choose_language": gettext("Choose your language"),
        "choose_service": gettext("What do you need?"),
        "out_of_order": gettext("Out of order"),
        "out_of_order_words": gettext("Please ask at the desk. We are sorry."),
        "closed": gettext("Closed at the moment"),
        "begin": gettext("Start"),
        "needs": gettext("What to have at hand"),
        "needs_nothing": gettext("Nothing"),
        "takes": gettext("How long it takes"),
        "price": gettext("What it costs"),
        "identity": gettext("Who you are"),
        "promise": gettext("When you hear from us"),
        "privacy": gettext("Your privacy"),
        "privacy_words": gettext(
            "This kiosk keeps nothing. When you go, your answers disappear from the screen."
        ),
    }


def _with_the_questions() -> dict[str, str]:
    return {
        "problem": gettext("Please look at this again"),
        "again": gettext("None of these: type it again"),
        "your_answer": gettext("Your answer"),
        "photo": gettext("Choose a photo"),
        "photo_other": gettext("Choose another photo"),
        "photo_chosen": gettext("This photo will be sent."),
    }


def _between_doors() -> dict[str, str]:
    return {
        "elsewhere": gettext("Continue on my phone"),
        "to_phone": gettext("To my phone"),
        "elsewhere_words": gettext(
            "Scan the picture with your phone. You go on there with every answer, and can come back here."
        ),
        "elsewhere_text": gettext("No internet on your phone? Text this code to {number}:"),
        "elsewhere_type": gettext("Or type this code on our website:"),
        "elsewhere_lasts": gettext("Both work once, for {time}."),
        "clear_here": gettext("Clear this screen"),
        "have_code": gettext("I have a code"),
        "code": gettext("Type or scan your code"),
        "code_words": gettext("Letters and digits, like K7QF-2M9X. You get one where you began."),
        "code_not_good": gettext(
            "This code is not good, or not any more. Make a new one at the door where you began."
        ),
        "scan_later": gettext("Please scan this later"),
        "scan_later_words": gettext("You can scan it after you finish or leave. Nothing here has changed."),
        "scan_unknown": gettext("We do not know this code"),
        "scan_unknown_words": gettext(
            "Scan the code on a receipt, or the one of something that you began at another door."
        ),
        "go_on_here": gettext("Go on here"),
        "go_on_here_words": gettext(
            "Every answer comes along. The door where you began lets go of it; you can bring it back there."
        ),
        "bring_back": gettext("Bring it back here"),
    }


def _saving() -> dict[str, str]:
    return {
        "save_here": gettext("Save and come back later"),
        "saving_words": gettext(
            "Choose a number of at least four digits. You get a code that opens your answers together with it."
        ),
        "saving_number": gettext("A number that you will remember"),
        "save": gettext("Save"),
        "saved": gettext("Saved until {date}"),
        "saved_words": gettext(
            "This is your code: print it, or write it down. With it and your number you go on at a kiosk, by text or "
            "on our website."
        ),
        "saved_unprinted": gettext(
            "This is your code: write it down, or take a photo of this screen. With it and your number you go on at "
            "a kiosk, by text or on our website."
        ),
        "scan_saved": gettext("Or scan this with your phone and keep the link."),
        "slip_printed": gettext("Take your code"),
        "slip": gettext("Picture of your code on paper"),
        "chosen": gettext("The word or number that you chose when you saved it"),
    }


def _at_the_end() -> dict[str, str]:
    return {
        "check": gettext("Check your answers"),
        "change": gettext("Change"),
        "change_row": gettext("Change: {label}"),
        "remove": gettext("Remove"),
        "remove_item": gettext("Remove: {title}"),
        "show": gettext("Show"),
        "show_row": gettext("Show: {label}"),
        "hide": gettext("Hide"),
        "hide_row": gettext("Hide: {label}"),
        "hidden": gettext("Hidden"),
        "provable": gettext("Some answers are hidden here"),
        "provable_words": gettext(
            "They were given at another door. We send a code to the number or address that you gave there; "
            "it shows them."
        ),
        "prove": gettext("Send me the code"),
        "fees": gettext("What it costs"),
        "due": gettext("To pay"),
        "send": gettext("Send"),
        "reference": gettext("Your reference"),
        "status_code": gettext("Status code"),
        "next": gettext("What happens next"),
        "scan": gettext("Scan this with your phone to see where it stands."),
        "keep": gettext("Print the receipt, or take a photo of this screen."),
        "keep_unprinted": gettext("Take a photo of this screen, or write down both codes."),
        "no_paper": sentence_of_printer("out"),
        "no_printer": sentence_of_printer("gone"),
        "rated": gettext("Thank you."),
        "rating_words": gettext("Answers are only counted, and not kept with your case."),
        "to_my_phone": gettext("Send the reference to my phone"),
        "to_my_phone_words": gettext(
            "You get one text message with the service and the reference. Keep the status code yourself."
        ),
        "phone_number": gettext("Your mobile number"),
        "sent_to_phone": gettext("The reference is on its way to {number}."),
        "print": gettext("Print"),
        "print_again": gettext("Print again"),
        "printed": gettext("Take your receipt"),
        "paper": gettext("Picture of your receipt"),
        "finish": gettext("Finish"),
        "done_here": gettext("This is as far as we can go here"),
    }


def _afterwards() -> dict[str, str]:
    return {
        "where_is_it": gettext("Where is my case?"),
        "where_is_it_words": gettext("Both codes stand on your receipt."),
        "reference_asked": gettext("Reference, like K7QF-2M9X-V"),
        "proof_asked": gettext("Status code, or the last four digits of your phone number"),
        "unknown_case": gettext(
            "We know no request with this reference and this status code. Please check both."
        ),
        "submitted_on": gettext("Sent on {day}"),
        "letters": gettext("There is a letter for you"),
        "letters_scan": gettext("Scan this with your phone to read it. You need your status code."),
        "yes": gettext("Yes"),
        "no": gettext("No"),
        "keep_it": gettext("No, keep it"),
        "appointment": gettext("Your appointment"),
        "coming": gettext("You have told us that you come."),
        "confirm": gettext("I will come"),
        "other_time": gettext("Choose another time"),
        "call_off": gettext("Call it off"),
        "calling_off": gettext("Call your appointment off?"),
        "calling_off_words": gettext(
            "Somebody else can come then. Your case stays, and you can choose another time."
        ),
        "call_off_sure": gettext("Yes, call it off"),
        "withdraw": gettext("Take it back"),
        "withdrawing": gettext("Take your case back?"),
        "withdrawing_words": gettext(
            "We stop working on it. This cannot be undone; you can send a new one at any time."
        ),
        "withdraw_sure": gettext("Yes, take it back"),
    }


def _easier() -> dict[str, str]:
    return {
        "help": gettext("Help"),
        "easier": gettext("Easier to use"),
        "size": gettext("Text size"),
        "size_small": gettext("Small"),
        "size_medium": gettext("Medium"),
        "size_large": gettext("Large"),
        "size_largest": gettext("Largest"),
        "contrast": gettext("Colours"),
        "contrast_usual": gettext("As usual"),
        "contrast_dark": gettext("Light on black"),
        "contrast_light": gettext("Black on white"),
        "low": gettext("Buttons within low reach"),
        "speech": gettext("Read aloud"),
        "blank": gettext("Screen off"),
        "slower": gettext("Slower"),
        "faster": gettext("Faster"),
        "quieter": gettext("Quieter"),
        "louder": gettext("Louder"),
        "keypad_words": gettext(
            "With keys: down and up move, the select key chooses, right goes on, left goes back, R repeats."
        ),
    }


def _aloud() -> dict[str, str]:
    """What is only heard, and what stands where nothing can be heard."""
    return {
        "voice_unchecked": gettext("No listener has checked this voice yet. What is written counts."),
        "no_voice": gettext("No voice here for this language"),
        "spoken_start": gettext(
            "For English, press the down key until you hear English, then the select key."
        ),
        "spoken_here": gettext("Press the select key to go on in English."),
        "spoken_option": gettext("{number} of {total}: {words}"),
        "spoken_chosen": gettext("{words}, chosen"),
        "spoken_button": gettext("{words}, button"),
        "spoken_empty": gettext("empty"),
        "asterisk": gettext("asterisk"),
    }


def _keys() -> dict[str, str]:
    return {
        "keyboard": gettext("Keyboard"),
        "key_delete": gettext("Delete"),
        "key_space": gettext("Space"),
        "key_shift": gettext("Capital letters"),
        "key_accents": gettext("Letters with accents"),
        "key_letters": gettext("Letters without accents"),
        "key_next": gettext("Next"),
        "key_comma": gettext("Comma"),
        "key_stop": gettext("Full stop"),
        "key_apostrophe": gettext("Apostrophe"),
        "key_hyphen": gettext("Hyphen"),
        "key_slash": gettext("Slash"),
        "key_at": gettext("At sign"),
        "key_plus": gettext("Plus"),
        "key_underscore": gettext("Underscore"),
        "key_opened": gettext("Opening bracket"),
        "key_closed": gettext("Closing bracket"),
    }
