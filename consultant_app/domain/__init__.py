"""What the work is about: the record types, declared once, with their rules."""

from consultant_app.domain.company import Company

RECORD_CLASSES = (Company,)
