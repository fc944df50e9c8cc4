"""Forged papers, made with PDF libraries alone: nothing in here knows the program that they are to deceive."""

import base64
import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

FORGER = "Mallory Fälscher"
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def rewritten(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(target)
    return target.getvalue()


def cut_off(pdf: bytes) -> bytes:
    return pdf[: -len(pdf) // 4]


def changed_in_place(pdf: bytes) -> bytes:
    """One byte of what is drawn on a page, so that nothing else moves."""
    at = pdf.index(b"stream", len(pdf) // 8) + 40
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def with_another_picture(pdf: bytes) -> bytes:
    """Another hand under the name: every picture with ink is emptied."""

    def change(opened: pikepdf.Pdf) -> None:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                thing.write(bytes(len(thing.read_bytes())))

    return rewritten(pdf, change)


def with_pages_of(other: bytes) -> Callable[[bytes], bytes]:
    """The contents of one paper behind the pages of another."""

    def change(opened: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(other)) as source:
            del opened.pages[:]
            opened.pages.extend(source.pages)

    return lambda pdf: rewritten(pdf, change)


def with_other_contents_and_their_code(pdf: bytes) -> bytes:
    """Other words inside, and on each page the very code that belongs to them."""

    def change(opened: pikepdf.Pdf) -> None:
        said = json.loads(opened.attachments["inhalt.json"].get_file().read_bytes())
        said["contents"]["goal"] = "Gefälscht"
        packed = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        del opened.attachments["inhalt.json"]
        opened.attachments["inhalt.json"] = pikepdf.AttachedFileSpec(opened, packed, filename="inhalt.json")
        code = base64.b32encode(hashlib.sha256(packed).digest()).decode().translate(_CROCKFORD)[:16]
        grouped = "-".join(code[at : at + 4] for at in range(0, 16, 4))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for page in opened.pages:
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = opened.make_stream(f"BT /F1 9 Tf 60 40 Td ({grouped}) Tj ET".encode())

    return rewritten(pdf, change)


def signed_by_somebody_else(pdf: bytes) -> bytes:
    """A true signature of a stranger, appended as the rules of PDF want it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, FORGER)])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9_000))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    packed = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (whose,) = load_certs_from_pemder_data(certificate.public_bytes(serialization.Encoding.DER))
    store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    signer = signers.SimpleSigner(whose, load_private_key_from_pemder_data(packed, passphrase=None), store)
    words = signers.PdfSignatureMetadata(field_name="Fremd", subfilter=fields.SigSeedSubFilter.PADES)
    target = io.BytesIO()
    signers.PdfSigner(words, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=target)
    return target.getvalue()
