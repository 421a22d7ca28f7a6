"""Lines as they are typed on a ward, in a hurry and in the ward's short words: each is a chip that is shown, or a
question; none is made a day, a repeat or a patient that was not meant."""

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, PatientInBed, QuickAdd
from tests.domain.test_quick_add import WARD

BEDS = {str(number): (PatientInBed(f"p{number}", f"BED{number}, Name"),) for number in range(1, 13)}


def read(line: str) -> QuickAdd:
    """The line as it is understood on Friday 20 November at a quarter past one."""
    return taken_apart(line, WARD, BEDS)


def bed_of(found: QuickAdd) -> str:
    """The bed of the patient it is about; empty for none."""
    chip = found.chip(ChipKind.PATIENT)
    return (chip.patient_id or "").removeprefix("p") if chip is not None else ""


@pytest.mark.parametrize(
    ("line", "bed", "title", "said"),
    [
        ("Bed 4 obs tmrw", "4", "obs", "Tomorrow, Sat 21 Nov 2026"),
        ("CTG no 14 bloods Mon am", "", "CTG no 14 bloods", "Mon 23 Nov 2026, morning"),
        ("bed 5 FBC U&Es tmrw am", "5", "FBC U&Es", "Tomorrow, Sat 21 Nov 2026, morning"),
        ("bed 2 ECG 2moro", "2", "ECG", "Tomorrow, Sat 21 Nov 2026"),
        ("Bed 9 weight b4 WR", "9", "weight", "Tue 24 Nov 2026, 09:30"),
        ("chase LFTs b4 ward round bed 4", "4", "chase LFTs", "Tue 24 Nov 2026, 09:30"),
        ("Clozapine bloods bed 6 Mon am", "6", "Clozapine bloods", "Mon 23 Nov 2026, morning"),
        ("Bed 8 BM nocte", "8", "BM", "Today, Fri 20 Nov 2026, Night shift"),
        ("Bed 4 depot 2/52", "4", "depot", "Fri 4 Dec 2026"),
        ("PRN review @ 1400 bed 4", "4", "PRN review", "Today, Fri 20 Nov 2026, 14:00"),
        ("PRN review @14:00", "", "PRN review", "Today, Fri 20 Nov 2026, 14:00"),
        ("Alternate days weight bed 3", "3", "weight", "Repeats every other day"),
        ("ring pharmacy this eve", "", "ring pharmacy", "Today, Fri 20 Nov 2026, evening"),
        ("Bed 4 leave form this evening", "4", "leave form", "Today, Fri 20 Nov 2026, evening"),
        ("s17 leave form Sat bed 2", "2", "s17 leave form", "Tomorrow, Sat 21 Nov 2026"),
        ("discharge meds 07.12.26 bed 3", "3", "discharge meds", "Mon 7 Dec 2026"),
        ("TTOs by EOD", "", "TTOs", "Today, Fri 20 Nov 2026"),
        ("TTA COP fri bed 8", "8", "TTA", "Today, Fri 20 Nov 2026"),
        ("Water flush every Mon", "", "Water flush", "Repeats every Monday"),
        ("bed 3 VTE by 5pm", "3", "VTE", "Today, Fri 20 Nov 2026, 17:00"),
        ("ring NOK tonight", "", "ring NOK", "Today, Fri 20 Nov 2026, Night shift"),
        ("Ring NOK 2nite bed 4", "4", "Ring NOK", "Today, Fri 20 Nov 2026, Night shift"),
        ("bed 7 wound dressing alt days", "7", "wound dressing", "Repeats every other day"),
        ("bed 4 T2 mon @pharmacy", "4", "T2", "Mon 23 Nov 2026; For Pharmacy"),
        ("d/c summary thurs bed 9", "9", "d/c summary", "Thu 26 Nov 2026"),
        ("Bed 4 bloods tues wk", "4", "bloods", "Tue 1 Dec 2026"),
        ("lithium level in 5/7", "", "lithium level", "Wed 25 Nov 2026"),
        ("safeguarding call weds pm", "", "safeguarding call", "Wed 25 Nov 2026, afternoon"),
        ("bed 4 obs x3 today", "4", "obs x3", "Today, Fri 20 Nov 2026"),
        ("Bed 4 ecg 1/52 !urgent", "4", "ecg", "Fri 27 Nov 2026; Urgent"),
        ("order pads fri 3pm", "", "order pads", "Today, Fri 20 Nov 2026, 15:00"),
        ("bed 6 review in 2 weeks", "6", "review", "Fri 4 Dec 2026"),
        ("bed 6 review in a fortnight", "6", "review", "Fri 4 Dec 2026"),
        ("bed 2 repeat bloods in 72 hrs", "2", "repeat bloods", "Mon 23 Nov 2026, 13:15"),
        ("weight every other day bed 3", "3", "weight", "Repeats every other day"),
        ("weight alt day", "", "weight", "Repeats every other day"),
        ("weight every 2nd day bed 3", "3", "weight", "Repeats every other day"),
        ("next week CPA bed 4", "4", "CPA", "Mon 23 Nov 2026"),
        ("bed 9 obs b4 handover", "9", "obs", "Today, Fri 20 Nov 2026, Early shift"),
        ("obs before breakfast tmrw", "", "obs before breakfast", "Tomorrow, Sat 21 Nov 2026"),
        ("OD risk", "", "OD risk", ""),
        ("obs daily", "", "obs", "Repeats every day"),
        ("olanzapine on bed 4", "4", "olanzapine on", ""),
        ("repeat bloods weekly mon", "", "repeat bloods", "Repeats every Monday"),
        ("15 min obs bed 4", "4", "15 min obs", ""),
        ("bed 4 BP lying/standing tomoz", "4", "BP lying/standing", "Tomorrow, Sat 21 Nov 2026"),
        ("bed 4 obs tomo am", "4", "obs", "Tomorrow, Sat 21 Nov 2026, morning"),
        ("bed 4 obs 2mrw", "4", "obs", "Tomorrow, Sat 21 Nov 2026"),
        ("obs thu nite", "", "obs", "Thu 26 Nov 2026, Night shift"),
        ("rv Mon", "", "rv", "Mon 23 Nov 2026"),
        ("f/u 6/52 bed 4", "4", "f/u", "Fri 1 Jan 2027"),
        ("reassess in 1 wk", "", "reassess", "Fri 27 Nov 2026"),
        ("reassess nxt wk mon", "", "reassess", "Mon 23 Nov 2026"),
        ("noon obs bed 4", "4", "obs", "Tomorrow, Sat 21 Nov 2026, 12:00"),
        ("midday meds", "", "meds", "Tomorrow, Sat 21 Nov 2026, 12:00"),
        ("bed 4 obs midnight", "4", "obs", "Tomorrow, Sat 21 Nov 2026, 00:00"),
        ("obs 00:00 bed 4", "4", "obs", "Tomorrow, Sat 21 Nov 2026, 00:00"),
        ("EOP shift audit", "", "EOP shift audit", ""),
        ("end of shift fridge check", "", "fridge check", "Today, Fri 20 Nov 2026, Early shift"),
        ("COB mon ring housing", "", "ring housing", "Mon 23 Nov 2026"),
        ("close of play ring housing", "", "ring housing", "Today, Fri 20 Nov 2026"),
        ("by close fri", "", "by close", "Today, Fri 20 Nov 2026"),
        ("weekdays fridge", "", "fridge", "Repeats every weekday"),
        ("review 7-12-26 bed 4", "4", "review", "Mon 7 Dec 2026"),
        ("review 2026-12-07", "", "review", "Mon 7 Dec 2026"),
        ("7th dec review", "", "review", "Mon 7 Dec 2026"),
        ("review on the 7th bed 4", "4", "review", "Mon 7 Dec 2026"),
        ("bed4 obs tmrw", "4", "obs", "Tomorrow, Sat 21 Nov 2026"),
        ("rm 4 obs tmrw", "", "rm 4 obs", "Tomorrow, Sat 21 Nov 2026"),
    ],
)
def test_what_is_plain_is_shown_in_chips(line: str, bed: str, title: str, said: str) -> None:
    found = read(line)
    shown = "; ".join(chip.words for chip in found.chips if chip.kind is not ChipKind.PATIENT)
    assert (bed_of(found), found.title, shown, found.doubts) == (bed, title, said, ())


@pytest.mark.parametrize(
    ("line", "bed", "asks"),
    [
        ("obs q4h bed 7", "7", "'q4h' does not say on which days. Any other repeat is set up on the Repeats page."),
        ("bed 12 NEWS 2200", "12", "'2200' may be when it is due, or part of the title."),
        ("Bed 3 LFTs mane", "3", "'mane' may be when it is due, or part of the title."),
        ("zopiclone review 1/7 bed 2", "2", "'1/7' may be a date, or 1 day on."),
        ("T3 review 3/12 bed 7", "7", "'3/12' may be a date, or 3 months on."),
        ("bed 1 NEWS q4h", "1", "'q4h' does not say on which days. Any other repeat is set up on the Repeats page."),
        ("bed 10 obs qds", "10", "'qds' cannot be one repeat: a repeat comes once a day. Add one for each shift."),
        ("bed 4 fluids bd", "4", "'bd' cannot be one repeat: a repeat comes once a day. Add one for each shift."),
        ("bed 6 BP tds", "6", "'tds' cannot be one repeat: a repeat comes once a day. Add one for each shift."),
        (
            "Mum call bed 7 after lunch",
            "7",
            "'after lunch' does not say plainly when it is due. Type a day or a time.",
        ),
        ("MHA tribunal report first thing", "", "'first thing' may be when it is due, or part of the title."),
        ("Care plan next Sat bed 5", "5", "Which day or time is meant with 'next Sat'?"),
        ("CPA w/c 7 Dec bed 4", "4", "'w/c 7 Dec' is a week. On which day is it due?"),
        ("CTO paperwork 7/12", "", "'7/12' may be a date, or 7 months on."),
        ("ring GP asap bed 4", "4", "Does 'asap' mean that it is urgent?"),
        ("urine dip asap!", "", "Does 'asap!' mean that it is urgent?"),
        ("bed 4 MUST weekly", "4", "On which day of the week does it repeat?"),
        ("bed 9 physical obs OD", "9", "'OD' may be every day, or part of the title."),
        ("bed 2 bloods 0800 tmrw", "2", "'0800 tmrw' may be when it is due, or part of the title."),
        ("bed 11 MSE 1730 today", "11", "'1730 today' may be when it is due, or part of the title."),
        ("chase echo 2/7", "", "'2/7' may be a date, or 2 days on."),
        ("BM before meals bed 6", "6", "'before meals' does not say plainly when it is due. Type a day or a time."),
        ("bed 4 obs every 2 hours", "4", "'every 2 hours' cannot be a repeat: repeats go by days and shifts."),
        ("1:1 level review 1500", "", "'1500' may be when it is due, or part of the title."),
        ("fast from midnight bed 4", "4", "'from midnight' may be when it is due, or part of the title."),
        ("check fridge mane", "", "'mane' may be when it is due, or part of the title."),
        ("bed 12 capacity assess before 12", "12", "Which hour is meant with 'before 12'?"),
        ("bed 4 review 24/7", "4", "'24/7' may be a date, or 24 days on."),
        ("handover bed 4 risk at 7", "4", "Which hour is meant with 'at 7'?"),
        ("bed 5 weight stat", "5", "Does 'stat' mean that it is urgent?"),
        ("med round check nights", "", "Which day or time is meant with 'nights'?"),
        ("bed 2 repeat U&E 48h", "2", "'48h' may be when it is due, or part of the title."),
        ("obs EOD bed 4", "4", "'EOD' may be the end of the day, or every other day."),
        ("weight eod", "", "'eod' may be the end of the day, or every other day."),
        ("weights alternate nights", "", "'alternate nights' does not say on which days and shift."),
        ("w/c 7/12 CPA bed 4", "4", "'w/c 7/12' is a week. On which day is it due?"),
        ("CPA wc 7 Dec", "", "'wc 7 Dec' is a week. On which day is it due?"),
        ("CPA w/e 7 Dec", "", "'w/e 7 Dec' is a week. On which day is it due?"),
        ("care plan wk beginning 7 Dec", "", "'wk beginning 7 Dec' is a week. On which day is it due?"),
        ("bed 4 b4 lunch obs", "4", "'b4 lunch' does not say plainly when it is due. Type a day or a time."),
        ("b4 ECG tmrw", "", "Does 'b4' mean bed 4?"),
        ("ECG b4 tmrw", "", "Does 'b4' mean bed 4?"),
        ("b4 tea meds bed 6", "6", "'b4 tea' does not say plainly when it is due. Type a day or a time."),
        ("obs before lunch bed 4", "4", "'before lunch' does not say plainly when it is due. Type a day or a time."),
        ("obs after breakfast", "", "'after breakfast' does not say plainly when it is due. Type a day or a time."),
        ("obs after tea bed 7", "7", "'after tea' does not say plainly when it is due. Type a day or a time."),
        ("obs teatime", "", "'teatime' does not say plainly when it is due. Type a day or a time."),
        ("obs at bedtime bed 2", "2", "'bedtime' does not say plainly when it is due. Type a day or a time."),
        ("bedtime obs", "", "'bedtime' does not say plainly when it is due. Type a day or a time."),
        ("risk review OD bed 4", "4", "'OD' may be every day, or part of the title."),
        ("obs om bed 4", "4", "'om' may be every day, or part of the title."),
        ("bed 4 depot 4/52 repeat", "4", "'4/52' may be when it is due, or part of the title."),
        ("bed 4 obs hourly", "4", "'hourly' cannot be a repeat: repeats go by days and shifts."),
        ("obs 4hrly bed 4", "4", "'4hrly' cannot be a repeat: repeats go by days and shifts."),
        ("obs 4 hourly bed 4", "4", "'4 hourly' cannot be a repeat: repeats go by days and shifts."),
        ("obs 1hrly", "", "'1hrly' cannot be a repeat: repeats go by days and shifts."),
        ("bed 4 obs tom", "4", "Does 'tom' mean tomorrow?"),
        ("ring mum l8r", "", "'l8r' does not say plainly when it is due. Type a day or a time."),
        ("review by weekend", "", "Which day or time is meant with 'by weekend'?"),
        ("r/v 1/12 bed 4", "4", "'1/12' may be a date, or 1 month on."),
        ("ASAP bed 4 ECG", "4", "Does 'ASAP' mean that it is urgent?"),
        ("urgent ECG bed 4", "4", "Does 'urgent' mean that it is urgent?"),
        ("ECG bed 4 !!", "4", "'!!' is no priority. There are !urgent, !important and !routine."),
        ("ECG STAT bed 4", "4", "Does 'STAT' mean that it is urgent?"),
        ("ring dad half 5", "", "Which day or time is meant with 'half 5'?"),
        ("obs 6ish", "", "'6ish' does not say plainly when it is due. Type a day or a time."),
        ("obs 0000", "", "'0000' may be when it is due, or part of the title."),
        ("obs 2400", "", "'2400' does not say plainly when it is due. Type a day or a time."),
        ("mon-fri weight bed 4", "4", "Does 'mon-fri' repeat?"),
        ("wkend fridge check", "", "Which day or time is meant with 'wkend'?"),
        ("xmas eve leave bed 4", "4", "'xmas' does not say plainly when it is due. Type a day or a time."),
        ("boxing day rota", "", "'boxing day' does not say plainly when it is due. Type a day or a time."),
        ("NYE leave bed 4", "4", "'NYE' does not say plainly when it is due. Type a day or a time."),
        ("31/11/26 review", "", "'31/11/26' is no date."),
        ("7.12 review bed 4", "4", "Which day or time is meant with '7.12'?"),
        ("the 7th review", "", "'the 7th' may be when it is due, or part of the title."),
        ("Bd 4 obs", "", "'Bd' cannot be one repeat: a repeat comes once a day. Add one for each shift."),
        ("B4 obs tmrw", "", "Does 'B4' mean bed 4?"),
    ],
)
def test_what_is_not_plain_is_asked_and_stays_in_the_title(line: str, bed: str, asks: str) -> None:
    found = read(line)
    assert bed_of(found) == bed
    assert found.doubts[0] == asks
    assert found.questions[0].typed in found.title
    assert found.questions[0].choices[-1].words.startswith("Keep ")


@pytest.mark.parametrize(
    ("line", "choice", "then"),
    [
        ("obs EOD", "By the end of today", "Today, Fri 20 Nov 2026"),
        ("obs EOD", "Every other day", "Repeats every other day"),
        ("weight OD", "Every day", "Repeats every day"),
        ("obs om", "Every day, Early shift", "Repeats every day, Early shift"),
        ("obs tom", "Tomorrow", "Tomorrow, Sat 21 Nov 2026"),
        ("CPA w/c 7 Dec", "Mon 7 Dec 2026", "Mon 7 Dec 2026"),
        ("CPA w/c 7/12", "Fri 11 Dec 2026", "Fri 11 Dec 2026"),
        ("CPA week ending Sun 13 Dec", "Sun 13 Dec 2026", "Sun 13 Dec 2026"),
        ("weights alternate weeks", "Every 14 days, from today or the day you type", "Repeats every 14 days"),
    ],
)
def test_an_answer_takes_the_place_of_the_words_and_is_then_plain(line: str, choice: str, then: str) -> None:
    [question] = read(line).questions
    chosen = next(one for one in question.choices if one.words.startswith(choice))
    again = read(line.replace(chosen.of or question.typed, chosen.instead or ""))
    assert [chip.words for chip in again.chips] == [then]
    assert again.doubts == ()


def test_somebody_called_tom_is_nobodys_tomorrow() -> None:
    assert read("ring Tom").doubts == ()
