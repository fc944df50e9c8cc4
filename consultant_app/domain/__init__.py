"""What the work is about: the record types, declared once, with their rules."""

from consultant_app.domain.action_plan import ActionPlan
from consultant_app.domain.attachment import Attachment
from consultant_app.domain.company import Company
from consultant_app.domain.company_profile import CompanyProfile
from consultant_app.domain.consulting_case import ConsultingCase
from consultant_app.domain.contact import Contact
from consultant_app.domain.document import Document
from consultant_app.domain.edition import Edition
from consultant_app.domain.funding_profile import FundingProfile
from consultant_app.domain.measure import Kpi, KpiValue, Measure, Milestone
from consultant_app.domain.note import Note
from consultant_app.domain.partner import Partner
from consultant_app.domain.signature import Signature
from consultant_app.domain.user import User
from consultant_app.domain.visit import Visit
from consultant_app.domain.visit_parts import Agreement, Finding, Participant, Recommendation, TopicNote

RECORD_CLASSES = (
    Partner,
    User,
    FundingProfile,
    Company,
    CompanyProfile,
    Contact,
    ConsultingCase,
    Visit,
    Participant,
    TopicNote,
    Finding,
    Recommendation,
    Agreement,
    ActionPlan,
    Measure,
    Milestone,
    Kpi,
    KpiValue,
    Note,
    Document,
    Signature,
    Edition,
    Attachment,
)
"""Every record type; a type stands after the types its records hang on."""
