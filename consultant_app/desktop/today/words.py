"""The sentences of the day: how many appointments, how long until the next one, what is due since when."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication

from consultant_app.actions.today.day import Appointment, DueMeasure, Recent
from consultant_app.desktop.companies.words import glyph
from consultant_app.desktop.day_words import due_date, long_date, short_weekday, weekday
from consultant_app.desktop.desk import LOCAL_ZONE
from consultant_app.desktop.record_dots import DOTS
from consultant_app.desktop.widgets.rows import Row
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language

translate = QCoreApplication.translate


def headline(day: date) -> str:
    """`Dienstag, 19. Mai 2026`."""
    return f"{weekday(day)}, {long_date(day)}"


def number_word(number: int) -> str:
    """Up to twelve in words, as in a sentence."""
    words = translate("TodayWords", "no one two three four five six seven eight nine ten eleven twelve").split()
    return words[number] if number < len(words) else str(number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def count_sentence(appointments: int, ahead: int) -> str:
    """How many there are today, and how many are still to come."""
    if not appointments:
        return translate("TodayWords", "No appointments today.")
    if appointments == 1:
        if ahead:
            return translate("TodayWords", "One appointment today, still to come.")
        return translate("TodayWords", "One appointment today, it is over.")
    if not ahead:
        words = translate("TodayWords", "{number} appointments today, all of them are over.")
    elif ahead == appointments:
        words = translate("TodayWords", "{number} appointments today, all still to come.")
    elif ahead == 1:
        words = translate("TodayWords", "{number} appointments today, one of them still to come.")
    else:
        words = translate("TodayWords", "{number} appointments today, {ahead} of them still to come.")
    return words.format(number=_capital(number_word(appointments)), ahead=number_word(ahead))


def until_words(appointment: Appointment, now: datetime) -> str:
    """`in 48 Minuten`, `seit 12 Minuten`, `läuft`; empty without a time."""
    if appointment.status == "draft":
        return translate("TodayWords", "under way")
    if appointment.start is None:
        return ""
    begins = datetime.combine(now.date(), appointment.start, tzinfo=now.tzinfo)
    minutes = int((begins - now + timedelta(seconds=59)).total_seconds() // 60)
    if minutes < 0:
        return translate("TodayWords", "planned for {time}").format(time=clock(appointment.start))
    if minutes == 0:
        return translate("TodayWords", "now")
    if minutes < 90:
        return translate("TodayWords", "in %n minutes", None, minutes)
    return translate("TodayWords", "in %n hours", None, round(minutes / 60))


def clock(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


def kind_words(appointment: Appointment, language: Language) -> str:
    """`Folgebesuch mit Sabine Tilgner und Murat Aydın`."""
    kind = label_of("visit_kind", appointment.kind, language=language) or translate("TodayWords", "Visit")
    people = appointment.company_people
    if not people:
        return kind
    if len(people) > 3:
        people = (*people[:2], translate("TodayWords", "%n others", None, len(people) - 2))
    names = people[0]
    if len(people) > 1:
        names = translate("TodayWords", "{first} and {last}").format(first=", ".join(people[:-1]), last=people[-1])
    return translate("TodayWords", "{kind} with {people}").format(kind=kind, people=names)


def line_words(appointment: Appointment, language: Language) -> str:
    """The second line of an appointment that is not the next one."""
    states = {
        "signed": translate("TodayWords", "Protocol signed"),
        "final": translate("TodayWords", "Protocol finished, not signed yet"),
        "draft": translate("TodayWords", "Under way"),
    }
    words = states.get(appointment.status) or label_of("visit_kind", appointment.kind, language=language)
    if appointment.colleagues and not appointment.is_mine:
        return translate("TodayWords", "{what}, by {people}").format(
            what=words, people=", ".join(appointment.colleagues)
        )
    return words or translate("TodayWords", "Visit")


def device_words(appointment: Appointment) -> str:
    """What of this appointment's company is on the device."""
    have = []
    if appointment.measures:
        have.append(translate("TodayWords", "action plan ({count})").format(count=appointment.measures))
    if appointment.protocols:
        have.append(translate("TodayWords", "%n protocols", None, appointment.protocols))
    what = ", ".join(have) or translate("TodayWords", "company and contacts")
    return translate("TodayWords", "On this device: {what}").format(what=what)


def due_row(measure: DueMeasure, today: date, language: Language) -> Row:
    word = label_of("measure_status", measure.status, language=language)
    day = due_date(measure.due_on, today) if measure.due_on else ""
    late = measure.is_overdue
    return Row(
        id=measure.id,
        title=measure.title,
        subtitle=measure.company_name,
        middle=measure.responsible,
        right=translate("TodayWords", "since {day}").format(day=day) if late else day,
        right_flagged=late,
        dots=DOTS[measure.state],
        status=glyph(measure.status, is_overdue=late),
        status_text=translate("TodayWords", "{status}, overdue").format(status=word) if late else word,
        letter=measure.letter,
    )


_ICONS = {"company": "building-factory-2", "visit": "writing", "action_plan": "list-check", "note": "notes"}


def recent_row(recent: Recent, today: date) -> Row:
    local = recent.at.astimezone(LOCAL_ZONE)
    if local.date() == today:
        when = f"{local:%H:%M}"
    elif today - local.date() < timedelta(days=7):
        when = short_weekday(local.date())
    else:
        when = due_date(local.date(), today)
    title = recent.title
    if recent.type == "note":
        title = translate("TodayWords", "Note: {title}").format(title=recent.title)
    elif recent.type == "action_plan":
        title = translate("TodayWords", "Action plan {company}").format(company=recent.company_name)
    elif recent.type == "visit":
        title = ", ".join(part for part in (recent.company_name, recent.title) if part)
    return Row(id=recent.id, title=title, right=when, icon=_ICONS.get(recent.type, "notes"))
