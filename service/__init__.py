"""The core of No Wrong Door: one declaration of a service, one journey through it, whatever the door.

It knows no door, no framework of pages and no carrier. Its words, used here, in the YAML, in tables and on pages:

Service     a transaction the town offers, declared in one folder `config/services/<code>/`
Question    one thing asked; its kind knows how to understand, check and show its answer
Answer      the stored value, never a label: given, skipped, or deferred
Journey     the way one person takes through a service, computed and never stored
Draft       unfinished answers with a language and a version; ends as one case, one outcome, or expired
Outcome     an end in words instead of a case
Case        a submitted draft; its reference is its dictatable name
Receipt     what the person takes away: reference, status code, what happens next
Prompt      what the core wants asked or shown, in finished words
Reply       what a person said, on any line
Turn        what comes back from every verb: what to say, and the next prompt or none
Contact     an address such as `tel:+32470123456`
Line        one contact talking to one of our addresses, and what it was last asked
Door        what turns a wire format into replies, and prompts into the wire format
Facades     FrontOffice for citizens, BackOffice for officers, Operations for operators

How data flows: a door calls the front office; it decides with journey and prompts, which know no store; what has
to be kept is written in one unit of work; the turn goes back to the door.
"""
