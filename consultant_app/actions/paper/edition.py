"""On whose paper something is printed, when, and in which language: what every document is gathered for."""

from dataclasses import dataclass
from datetime import datetime

from consultant_app.documents.labels import Labels, labels
from consultant_app.domain.catalogues import CsrField, Topic, standing_texts
from consultant_app.domain.value_lists import label_of
from consultant_app.errors import Language
from consultant_app.workspace.attachments import Attachments

_GERMAN_ADJECTIVES = frozenset({"priority", "effort", "impact", "measure_status", "kmu_basis", "traffic_light"})
_GERMAN_NOUNS = frozenset({"idea", "declaration"})


@dataclass(frozen=True, slots=True)
class Edition:
    """`now` is local time. Our own words are in `language`; what people wrote stays as they wrote it.

    `attachments` hold the logos, without them their texts are printed; `in_grey` takes the black ones.
    """

    partner: str
    now: datetime
    language: Language = "de"
    attachments: Attachments | None = None
    in_grey: bool = False

    @property
    def words(self) -> Labels:
        return labels(self.language)

    def heading(self, list_name: str, code: str | None) -> str:
        """The label of a code as it begins a line."""
        return label_of(list_name, code, language=self.language)

    def term(self, list_name: str, code: str | None) -> str:
        """The label of a code as it stands within a line or a table: only a German noun begins with a capital."""
        label = self.heading(list_name, code)
        is_noun = list_name not in _GERMAN_ADJECTIVES or code in _GERMAN_NOUNS
        return label if self.language == "de" and is_noun else label[:1].lower() + label[1:]

    def name(self, one: CsrField | Topic) -> str:
        return one.de if self.language == "de" else one.en

    def standing_text(self, code: str) -> str:
        return standing_texts(self.language)[code]
