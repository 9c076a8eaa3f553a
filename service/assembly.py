"""Putting the core together: the one place where each of its parts is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.support import NullTranslations

from service.accesses import Accesses
from service.answering import Answering
from service.appointments import Appointments
from service.arranging import Arranging
from service.audit import Audit
from service.back_office import BackOffice
from service.batches import Batches
from service.cards import Cards
from service.caseload import Caseload
from service.cases import Cases
from service.casework import Casework
from service.catalogue import Catalogue
from service.checklist import Checklist
from service.clock import Clock, day_in, now
from service.coaching import Coach
from service.conversation import Conversation
from service.definitions.calendars import CalendarFolder
from service.definitions.edits import Edits
from service.definitions.folder import Folder, read_folder
from service.definitions.loading import Loaded, load
from service.definitions.untranslated import marked
from service.definitions.versions import Shelf
from service.delivery import Delivery
from service.describing import Describing
from service.diary import Diary, taken_in
from service.drafts import Drafts
from service.enquiries import Enquiries
from service.escalating import Escalating
from service.evidence import Evidence
from service.front_office import FrontOffice
from service.gleaning import Gleaner
from service.handover import HandOvers
from service.happenings import Happenings
from service.helping import Helping
from service.how_it_went import HowItWent
from service.hub import Hub
from service.indicators import read_indicators
from service.interview import Interview
from service.inventing import Inventing
from service.judging import Judge
from service.key_files import MASTER, kept_secret
from service.letters import Letters
from service.lines import Lines
from service.lodging import Lodging
from service.measures import Measures
from service.menus import Menus
from service.messages import Capabilities, LetterMaker
from service.notices import Notices
from service.numbers import Drawn, Numbers, Reserved
from service.officers import Officers
from service.operations import Operations
from service.outpost import HubLink, Outbox, OutpostOffice
from service.outposts import Outposts
from service.papers import Papers
from service.parcels import Parcels
from service.passcodes import Passcodes
from service.people import People
from service.prompts import Prompts
from service.publishing import Publishing
from service.quiet_hours import QuietHours
from service.receipts import MOST as MOST_ABOUT_A_CASE
from service.receipts import Receipts
from service.reception import Reception
from service.registers.calendars import Calendars, Taken, nothing_taken
from service.registers.streets import load as load_streets
from service.rehearsal import Rehearsal
from service.rekeying import Rekeying
from service.reminders import Reminders
from service.retention import Retention
from service.rewriting import Rewriting
from service.rolling import Rolling
from service.satisfaction import Satisfaction
from service.saving import Saving
from service.service_evidence import ServiceEvidence
from service.single_questions import SingleQuestions
from service.store import definitions as installation
from service.store.database import Database, StoreError, open_database
from service.store.schema import prepare
from service.throttle import Throttle
from service.town import Town, read_town
from service.tracking import Tracking
from service.vault import Vault, keys_in
from service.ways.verdicts import tried
from service.wording import Wording, read_wording

MOST_GUESSES = 1_000
"""Wrong hand-over codes of everybody together in a quarter of an hour: one in a thousand million finds one."""
MOST_TO_ONE, MOST_TO_A_RANGE = 5, 30
"""Notices in an hour to one contact, and to a thousand numbers in a row."""
MOST_TRIED = 20_000
"""Combinations of answers that publishing looks at: a few seconds at most. `check` looks at more."""


class WrongFolder(ValueError):
    """The data folder was born for something else than what it is opened for now."""


@dataclass(frozen=True)
class Core:
    """The core's facades, and what the command line and the site need besides."""

    town: Town
    vault: Vault
    front_office: FrontOffice
    back_office: BackOffice
    operations: Operations
    evidence: Evidence
    hub: Hub
    """For outposts of this town."""
    outpost: OutpostOffice | None
    """The front office, where this is an outpost of another hub itself."""
    rehearsal: Rehearsal | None
    """What only a demo may see; a town for real has none."""
    catalogues: Mapping[str, NullTranslations]
    """The translated words of the core and of the doors, by language."""

    def close(self) -> None:
        self.operations.database.close()


def open_core(
    data: Path,
    config: Path,
    database_url: str,
    secret_key: str = "",
    *,
    demo: bool = False,
    reserved: frozenset[str] = frozenset(),
    doors: Mapping[str, Capabilities] = MappingProxyType({}),
    urls: Mapping[str, str] = MappingProxyType({}),
    carry_on_at: str = "",
    asked_at: str = "",
    link_lives: timedelta = timedelta(hours=24),
    carried: frozenset[str] = frozenset(),
    link: HubLink | None = None,
    least_free: int = 0,
    letters_made_by: LetterMaker | None = None,
    clock: Clock = now,
    hasty: bool = False,
) -> Core:
    """Open a town: its database migrated, its definitions read from the configuration but not yet published.

    `reserved` are the words that carriers take for themselves, so that no service may want one; `doors` say
    by name what each door can carry, `urls` where it is on the net; `carry_on_at` is where links of a hand-over lead,
    with `{language}` and `{secret}`, and `link_lives` how long they are good for; `asked_at` is where a status is asked
    for, with `{language}` and `{reference}`; `carried` are the schemes of
    contacts (`tel`, `mailto`) to which somebody carries notices. With a `link` this is an outpost of the hub
    that it reaches. With fewer than `least_free` bytes free beside the data nothing is taken in any more.
    `letters_made_by` puts decisions on paper. Who is `hasty` does not wait for the disk (see `open_database`). Raises
    ValueError with a sentence for the operator where something is missing or does not fit.
    """
    town = read_town(config / "town.toml").at(urls)
    data.mkdir(parents=True, exist_ok=True)
    vault = _vault(data, secret_key)
    database = _opened(database_url, least_free, hasty=hasty)
    try:
        _recognise(database, vault, demo)
    except WrongFolder:
        database.close()
        raise

    def loader(folder: Folder) -> Loaded:
        loaded = load(folder, town, reserved)
        if demo and loaded.definition is not None:
            return replace(loaded, definition=marked(loaded.definition, town.languages))
        return loaded

    known = registers(config)
    diary = None
    if link is None:
        calendars = calendars_of(config, town, clock, taken_in(database, clock))
        known["calendars"], diary = calendars, Diary(calendars, clock)

    def trier(loaded: Loaded) -> Loaded:
        if link is not None:
            return loaded  # the hub has tried it out before it was served
        return tried(loaded, day_in(town.timezone, clock()), known, MOST_TRIED)

    edits = Edits(data / "edits")
    reader = edits.read if demo else read_folder
    shelf = Shelf(config / "services", database, clock, loader, trier, town.services, demo, reader)
    prompts = Prompts(town, wordings(town, config, marking=demo), known, doors, clock, carry_on_at)
    drafts = Drafts(database, vault, shelf, clock, town.timezone, rehearsal=demo, diary=diary)
    notices = noticing(drafts, carried, None if demo else town.quiet)
    interview, menus = interviewing(
        prompts, drafts, notices, Reserved(database) if link else Drawn(), asked_at
    )
    cases, catalogue = interview.cases, menus.catalogue
    hand_overs = HandOvers(
        interview,
        Throttle(clock, tries=10),
        Throttle(clock, tries=MOST_GUESSES),
        link_lives,
        notices,
    )
    saving = Saving(hand_overs, Throttle(clock))
    receipts = Receipts(hand_overs, asked_at, Throttle(clock, MOST_ABOUT_A_CASE, timedelta(hours=1)))
    reception = Reception(drafts, interview, menus, hand_overs, saving, cases.reminders)
    answering = Answering(interview, reception, Coach(prompts))
    lines = Lines(database, vault, clock)
    single_questions = SingleQuestions(hand_overs, lines)
    letters = Letters(drafts, prompts, letters_made_by, asked_at)
    tracking = Tracking(
        drafts,
        prompts,
        interview.judge,
        cases,
        letters,
        Satisfaction(drafts, prompts),
        Throttle(clock),
        Throttle(clock),
    )
    conversation = Conversation(
        lines,
        Enquiries(tracking),
        reception,
        answering,
        single_questions,
        Arranging(tracking, menus),
        HowItWent(tracking, menus),
    )
    lodging = Lodging(drafts, interview, cases)
    rehearsal = Rehearsal(
        lines,
        Cards(interview),
        Happenings(database, shelf, prompts),
        Rewriting(shelf, edits),
        Inventing(interview),
    )
    audit = Audit(database, clock)
    office = FrontOffice(
        database,
        shelf,
        drafts,
        interview,
        cases,
        tracking,
        lodging,
        hand_overs,
        saving,
        conversation,
        catalogue,
        receipts,
        Accesses(audit, prompts),
        Papers(interview),
        Describing(catalogue),
    )
    parcels = Parcels(drafts, cases)
    outpost = None
    if link is not None:
        outpost = OutpostOffice(**vars(office), outbox=Outbox(database, drafts, parcels, link))
    outposts = Outposts(database, vault, clock, town.watch, drafts.rehearsal)
    retention = Retention(database, shelf, clock)
    office_rooms = back_office(interview, notices, audit, tracking)
    return Core(
        town=town,
        vault=vault,
        front_office=outpost or office,
        back_office=office_rooms,
        operations=Operations(
            database,
            shelf,
            drafts,
            Delivery(notices, drafts, lines),
            saving,
            retention,
            outposts,
            Escalating(office_rooms.casework, office_rooms.officers, audit),
            clock,
            Measures(database, clock),
            People(drafts, audit, letters),
            Rekeying(database, vault, drafts, cases),
        ),
        evidence=Evidence(
            database,
            Rolling(database, clock, town.timezone),
            Publishing(database, clock, town.timezone),
            outposts,
            town,
            read_indicators(config, town.languages).indicators,
        ),
        hub=Hub(database, shelf, drafts, outposts, parcels, hand_overs, saving, receipts, tracking, config),
        outpost=outpost,
        rehearsal=rehearsal if demo else None,
        catalogues=catalogues(prompts),
    )


def born_as(data: Path, database_url: str) -> str:
    """For what a data folder was made (`demo` or `real`), empty where there is none yet."""
    if database_url.startswith("sqlite:") and not data.exists():
        return ""
    database = _opened(database_url)
    with database.reading() as connection:
        mode = installation.installed(connection).get("mode", "")
    database.close()
    return mode


def interviewing(
    prompts: Prompts,
    drafts: Drafts,
    notices: Notices,
    numbers: Numbers = Drawn(),  # noqa: B008 - holds nothing
    asked_at: str = "",
) -> tuple[Interview, Menus]:
    """The rooms that take people through a service, whatever is done with what they say."""
    checklist = Checklist(prompts)
    helping = Helping(Audit(drafts.database, drafts.clock), prompts)
    reminders = Reminders(prompts, notices, asked_at)
    appointments = Appointments(drafts, prompts, notices)
    cases = Cases(drafts, prompts, checklist, numbers, reminders, helping, appointments)
    passcodes = Passcodes(drafts, prompts, notices)
    interview = Interview(drafts, prompts, cases, Judge(prompts), Gleaner(prompts), passcodes)
    return interview, Menus(drafts, interview, Catalogue(drafts.shelf, prompts, checklist))


def back_office(interview: Interview, notices: Notices, audit: Audit, tracking: Tracking) -> BackOffice:
    """What officers have before them; letters and questions are those that the citizen gets."""
    drafts = interview.drafts
    database, clock = drafts.database, drafts.clock
    officers = Officers(database, drafts.vault, clock, Throttle(clock), Throttle(clock, tries=20))
    casework = Casework(
        drafts, interview.prompts, notices, audit, interview.cases, tracking.letters, tracking.satisfaction
    )
    caseload = Caseload(casework, interview.cases.checklist, officers, interview.cases.helping)
    return BackOffice(
        database,
        officers,
        caseload,
        casework,
        audit,
        Batches(casework, caseload),
        ServiceEvidence(database, drafts.shelf, interview.prompts),
    )


def noticing(drafts: Drafts, carried: frozenset[str], quiet: QuietHours | None = None) -> Notices:
    """The outbox, for contacts to which somebody carries notices."""
    clock, hour = drafts.clock, timedelta(hours=1)
    contacts, ranges = Throttle(clock, MOST_TO_ONE, hour), Throttle(clock, MOST_TO_A_RANGE, hour)
    return Notices(drafts.database, drafts.vault, clock, carried, contacts, ranges, drafts.timezone, quiet)


def catalogues(prompts: Prompts) -> dict[str, NullTranslations]:
    """The translated words of the core and of the doors, by language."""
    return {language: wording.catalogue for language, wording in prompts.wordings.items()}


def registers(config: Path) -> dict[str, Any]:
    """What the town knows already, by name, from its configuration folder."""
    return {"streets": load_streets(config / "registers" / "streets.csv")}


def calendars_of(config: Path, town: Town, clock: Clock, taken: Taken = nothing_taken) -> Calendars:
    """When the town's offices receive people, as its files say it at any moment."""
    return Calendars(CalendarFolder(config, town.offices, town.timezone), clock, taken)


def wordings(town: Town, config: Path, *, marking: bool = False) -> dict[str, Wording]:
    """The core's own sentences in each of the town's languages. Raises ValueError for a broken file.

    With `marking`, a sentence that is not translated is shown with a mark of its own language.
    """
    return {
        language: read_wording(
            language,
            config / "translations",
            town.currency,
            town.timezone,
            marked_as=town.language if marking and language != town.language else "",
        )
        for language in town.languages
    }


def _opened(database_url: str, least_free: int = 0, *, hasty: bool = False) -> Database:
    """The database, migrated. Raises ValueError with a sentence for the operator."""
    try:
        database = open_database(database_url, least_free, hasty=hasty)
        prepare(database)
    except StoreError as error:
        raise ValueError(f"The database cannot be used: {str(error).splitlines()[0]}") from error
    return database


def _recognise(database: Database, vault: Vault, demo: bool) -> None:
    """A data folder is for rehearsing or for real from its birth on, and opens with the keys that it knows."""
    wanted = "demo" if demo else "real"
    with database.reading() as connection:
        born = installation.installed(connection)
    if "mode" not in born or "key" not in born:
        with database.writing() as connection:
            installation.record_installation(connection, "mode", wanted)
            installation.record_installation(connection, "key", vault.hashed("installation", "key"))
            born = installation.installed(connection)
    if born["mode"] != wanted:
        asked = "with --demo" if demo else "without --demo"
        raise WrongFolder(
            f"This data folder was made for {born['mode']} use and is opened {asked}. Use another folder (--data)."
        )
    if not vault.matches("installation", "key", born["key"]):
        raise WrongFolder(
            "The secret key is not the one with which this data was sealed: nothing in it could be read. "
            "Set NOWRONGDOOR_SECRET_KEY to the right one, or put the folder's own keys/ back from a backup."
        )
    key = vault.hashed("installation", "key")
    if born["key"] != key:
        with database.writing() as connection:
            installation.renew_installation(connection, "key", key)


def _vault(data: Path, secret_key: str) -> Vault:
    """The master keys, from the setting or the folder's own: the first is current, others are being retired."""
    said = secret_key.strip(", ")
    keys = keys_in(said or kept_secret(data, MASTER))
    return Vault(keys, next(iter(keys)), None if said else lambda: keys_in(kept_secret(data, MASTER)))
