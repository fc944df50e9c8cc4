"""The seal of a paper: a PAdES signature by a device's key over the whole file (ETSI EN 319 142-1, level B-B).

It shows that nothing in the file was changed since. Who it was is as certain as the certificate: one that the device
gave itself proves nothing of that.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

FIELD: Final = "Siegel"
"""With the beginning of a hash after it: each seal stands in a field of its own."""


@dataclass(frozen=True, slots=True)
class Seal:
    """As the file tells it. `is_intact`: what it covers is as it was; `is_last`: and nothing was appended after it."""

    person: str
    organisation: str
    device: str
    sealed_at: datetime | None
    is_intact: bool
    is_last: bool
    is_self_signed: bool

    @property
    def state(self) -> str:
        """A code of value list `seal_state`."""
        if not self.is_intact:
            return "broken"
        return "intact" if self.is_last else "followed"


def seal(pdf: bytes, *, key: bytes, certificate: bytes, at: datetime) -> bytes:
    """The bytes with the seal after them; `key` as PKCS#8, `certificate` as X.509, both DER. `at` is what the device
    says it is now. Takes some tens of milliseconds, and once half a second to load: not on the interface's thread.
    """
    from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data  # costs start-up time
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from consultant_app.documents.pdf_updates import update_of

    class SealedAt(signers.PdfSigner):
        def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
            session = super().init_signing_session(*arguments, **named)
            session.system_time = at.astimezone(UTC)
            return session

    (whose,) = load_certs_from_pemder_data(certificate)
    signer = signers.SimpleSigner(
        signing_cert=whose,
        signing_key=load_private_key_from_pemder_data(key, passphrase=None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    words = signers.PdfSignatureMetadata(
        field_name=f"{FIELD}-{hashlib.sha256(pdf).hexdigest()[:8]}",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    target = io.BytesIO()
    SealedAt(words, signer).sign_pdf(update_of(pdf, certificate), output=target)
    return target.getvalue()


def seals_of(pdf: bytes) -> tuple[Seal, ...]:
    """All seals in a file, oldest first; none for what is no PDF."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        found = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
        return tuple(_read(one) for one in found)
    except Exception:  # noqa: BLE001 - whatever a damaged file makes of the parser: it has no seal that could be read
        return ()


def _read(embedded: Any) -> Seal:
    from pyhanko.sign.general import UnacceptableSignerError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    certificate = embedded.signer_cert
    subject = certificate.subject.native
    try:
        # Whom to believe is nobody's list here: the certificate is judged apart from the bytes.
        context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = validate_pdf_signature(embedded, context, skip_diff=True)
        is_intact = status.intact and status.valid
    except (SignatureValidationError, UnacceptableSignerError, ValueError):
        is_intact = False
    embedded.compute_integrity_info(skip_diff=True)
    return Seal(
        person=str(subject.get("common_name", "")),
        organisation=str(subject.get("organization_name", "")),
        device=str(subject.get("organizational_unit_name", "")),
        sealed_at=embedded.self_reported_timestamp,
        is_intact=is_intact,
        is_last=embedded.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_self_signed=certificate.self_issued,
    )
