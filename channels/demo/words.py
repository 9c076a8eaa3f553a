"""What the bench's script says: states, hints, and the lines of the story. The page's own words stand in its template.

What stands in braces the script fills in itself.
"""

from __future__ import annotations

from flask_babel import gettext


def words() -> dict[str, str]:
    """By the name under which the script's modules ask for them."""
    return _on_the_cards() | _beside_the_text() | _around() | _from_door_to_door() | _in_the_story()


def _on_the_cards() -> dict[str, str]:
    return {
        "text": gettext("Text"),
        "web": gettext("Web"),
        "kiosk": gettext("Kiosk"),
        "counter": gettext("Counter"),
        "no_draft_phone": gettext("No draft yet. Text {keyword} to begin."),
        "no_draft_web": gettext("No draft yet. Press Start now."),
        "no_draft_kiosk": gettext("No draft yet. Touch the screen."),
        "left": gettext("It goes on at another door, with every answer."),
        "asked": gettext("Asked now"),
        "reference": gettext("Reference"),
        "ended": gettext("Ended in words, without a case"),
        "way_out": gettext("Cannot go on at this door"),
        "version": gettext("version {version}"),
        "other_service": gettext("Another service"),
        "no_answers": gettext("No answer yet."),
        "same": gettext("Same answers: {same} of {all}"),
        "not_yet": gettext("Nothing to compare yet"),
        "differ": gettext("The answers differ so far"),
    }


def _beside_the_text() -> dict[str, str]:
    return {
        "as_in_file": gettext("As in the file. Edit a label here and look at the doors."),
        "edited": gettext("Edited here and live at all doors. The file itself is unchanged."),
        "typing": gettext("You are typing…"),
        "saving": gettext("The loader reads it…"),
        "broken_one": gettext("Not live: 1 thing to mend. The last good text still serves."),
        "broken_many": gettext("Not live: {count} things to mend. The last good text still serves."),
        "unsaved": gettext("Not saved: the town does not answer. It is tried again."),
        "too_old": gettext("Not saved: this page is too old. Load it anew; copy your text first."),
        "too_large": gettext("Not saved: the text is too long for this page. Edit it as a file."),
        "gone": gettext("This service is not served any more."),
        "overwrote": gettext("Live. It replaced an edit that was made in another window meanwhile."),
        "from_elsewhere": gettext("Edited in another window: this is the text that serves now."),
        "elsewhere_while_typing": gettext(
            "Somebody edited this in another window. What you type here will replace it."
        ),
        "file_changed": gettext(
            "The file has changed on disk, so the edit made here was put away: this is the file."
        ),
        "file_saved": gettext("The file was saved: this is how it stands now, live at all doors."),
        "line": gettext("Line {line}"),
        "again_sent": gettext("asked again by text"),
        "again_shown": gettext("shows the new words"),
    }


def _around() -> dict[str, str]:
    return {
        "live": gettext("live"),
        "lost_contact": gettext("the town does not answer; trying again"),
        "try": gettext(
            "Your turn: text {keyword} on the phone, press Start now on the web, touch the kiosk. "
            "Or change a label in the YAML. Half-way, text CONTINUE, and scan the code at another door."
        ),
        "over": gettext("All three doors begin anew, and the text is as in the file."),
        "nothing_yet": gettext("Nothing has happened yet."),
    }


def _from_door_to_door() -> dict[str, str]:
    return {
        "offered": gettext("{door}: a code to go on elsewhere. Buttons beneath carry it to another door."),
        "carried_phone": gettext("texted to the town"),
        "carried_web": gettext("now press “Go on here”"),
        "carried_kiosk": gettext("now touch “Go on here”"),
    }


def _in_the_story() -> dict[str, str]:
    return {
        "story_begin": gettext(
            "One street problem, reported three times: by text, on the web, at the kiosk."
        ),
        "story_question": gettext("All three ask from the same lines of YAML."),
        "story_edit": gettext("Now the owner changes one label…"),
        "story_edited": gettext("…and all three doors show it, with every answer still there."),
        "story_served": gettext("…and it serves. Each door shows it with its next question."),
        "story_on": gettext("The same answers, each given in the way of its door."),
        "story_end": gettext(
            "Done: {cases} cases. Same answers: {same} of {all}. Answers lost: {lost}. It is your turn."
        ),
        "story_stuck": gettext("The story cannot go on from here by itself. It is your turn."),
        "taken_over": gettext("You have taken over. The story waits."),
        "story_label": gettext("A hole in the road or the pavement"),
        "story_label_back": gettext("A hole in the road"),
    }
