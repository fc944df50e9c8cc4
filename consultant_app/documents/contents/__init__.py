"""What the documents print: frozen dataclasses of plain values, filled by others, complete before layout begins.

A document knows nothing but these. Words that come from catalogues (status, priority, branch) are given as they shall
be printed; dates, numbers and times as values, the document writes them. An empty string or tuple is "not given".
Instants are given in the local time of the paper (Europe/Berlin).
"""

from consultant_app.documents.contents.attendance import AttendanceList, Attendee
from consultant_app.documents.contents.ink import Ink
from consultant_app.documents.contents.measure import (
    FigureHistory,
    FigureReading,
    MeasureSheet,
    MeasureSheets,
    MilestoneRow,
)
from consultant_app.documents.contents.plan import ActionPlan, PlanField, PlanMeasure
from consultant_app.documents.contents.shared import (
    FundingNotice,
    KeyFigure,
    Language,
    Letterhead,
    LogoSlot,
    SignatureBlock,
    State,
)
from consultant_app.documents.contents.visit import (
    Agreement,
    Appointment,
    Company,
    Consultant,
    CrossCuttingGoals,
    FieldOfAction,
    Finding,
    MeasureProgress,
    NextAppointment,
    Participant,
    Recommendation,
    SMEStatus,
    TopicRow,
    VisitProtocol,
)

__all__ = [
    "ActionPlan",
    "Agreement",
    "Appointment",
    "AttendanceList",
    "Attendee",
    "Company",
    "Consultant",
    "CrossCuttingGoals",
    "FieldOfAction",
    "FigureHistory",
    "FigureReading",
    "Finding",
    "FundingNotice",
    "Ink",
    "KeyFigure",
    "Language",
    "Letterhead",
    "LogoSlot",
    "MeasureProgress",
    "MeasureSheet",
    "MeasureSheets",
    "MilestoneRow",
    "NextAppointment",
    "Participant",
    "PlanField",
    "PlanMeasure",
    "Recommendation",
    "SMEStatus",
    "SignatureBlock",
    "State",
    "TopicRow",
    "VisitProtocol",
]
