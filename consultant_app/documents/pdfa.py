"""What a PDF carries to be read for good (ISO 19005-3, PDF/A-3U): what its colours mean, and metadata of its own.

Fonts are embedded, with what their codes stand for, by `fonts.py`; the contents inside are `frozen.py`'s.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from consultant_app.resources import resource_path

PDF_VERSION: Final = "1.7"
"""The one that ISO 19005-3 is about."""
_CREATOR: Final = "CSR-Kompetenzzentrum Ruhr, Beratung"
_PRODUCER: Final = "ReportLab, pikepdf"
_COLOURS: Final = "sRGB IEC61966-2.1"
# The two instructions around it, with their fixed mark, are those of the XMP specification (ISO 16684-1).
_XMP: Final = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{at}</xmp:CreateDate>
<xmp:ModifyDate>{at}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the file says of itself, in its metadata and its information dictionary alike.

    `language` is a tag such as "de-DE", `made_at` an instant with its zone.
    """

    title: str
    author: str
    subject: str
    language: str
    made_at: datetime


def lasting(pdf: bytes, about: About) -> bytes:
    """The same pages as PDF/A-3U. Equal pages and words give equal bytes."""
    import pikepdf  # costs start-up time

    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.make_stream(_xmp(about))
        metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        document.Root.Metadata = metadata
        document.Root.Lang = about.language
        document.Root.OutputIntents = pikepdf.Array([_output_intent(document)])
        document.trailer.Info = document.make_indirect(_information(about))
        return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of a pikepdf.Pdf, the same each time. What is packed is not packed anew: that took time."""
    import pikepdf

    for thing in document.objects:
        # A line feed follows every stream. After a carriage return it would be one line end of two letters to a reader,
        # and the stream a letter shorter than it says (ISO 19005-3, 6.1.7.1). The end of what is packed is a checksum,
        # so this happens to one stream in 256: it is kept unpacked.
        if isinstance(thing, pikepdf.Stream) and thing.read_raw_bytes().endswith(b"\r"):
            thing.write(thing.read_bytes())
    target = io.BytesIO()
    document.save(
        target,
        min_version=PDF_VERSION,
        fix_metadata_version=False,
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return target.getvalue()


def _output_intent(document: Any) -> Any:
    import pikepdf

    profile = document.make_stream(_srgb())
    profile.N = 3
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=_COLOURS,
        Info=_COLOURS,
        DestOutputProfile=profile,
    )


def _information(about: About) -> Any:
    import pikepdf

    made_at = pikepdf.models.metadata.encode_pdf_date(about.made_at.replace(microsecond=0))
    return pikepdf.Dictionary(
        Title=about.title,
        Author=about.author,
        Subject=about.subject,
        Producer=_PRODUCER,
        Creator=_CREATOR,
        CreationDate=made_at,
        ModDate=made_at,
    )


def _xmp(about: About) -> bytes:
    words = {
        "title": about.title,
        "author": about.author,
        "subject": about.subject,
        "language": about.language,
        "producer": _PRODUCER,
        "creator": _CREATOR,
        "at": about.made_at.replace(microsecond=0).isoformat(),
    }
    return _XMP.format(**{key: escape(word) for key, word in words.items()}).encode()


@cache
def _srgb() -> bytes:
    return resource_path("colours", "sRGB.icc").read_bytes()
