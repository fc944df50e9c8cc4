"""Updates appended to a PDF whose bytes must stay: what was there is a prefix of what is there afterwards."""

import hashlib
import io
from typing import Any


def update_of(pdf: bytes, said: bytes) -> Any:
    """pyHanko's writer for an update that says this. Equal input gives equal bytes: it would write the time and a
    random id. What the file says of itself stays as it was.
    """
    from pyhanko.pdf_utils import incremental_writer  # costs start-up time

    generic = pdf_objects()
    version = hashlib.sha256(hashlib.sha256(pdf).digest() + said).digest()[:16]

    class Update(incremental_writer.IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

        def _populate_trailer(self, trailer: Any) -> None:
            super()._populate_trailer(trailer)  # type: ignore[no-untyped-call]
            first = trailer["/ID"][0]
            trailer[generic.pdf_name("/ID")] = generic.ArrayObject([first, generic.ByteStringObject(version)])

    return Update(io.BytesIO(pdf))


def pdf_objects() -> Any:
    """pyHanko's objects of a PDF; they do not say their types."""
    from pyhanko.pdf_utils import generic

    return generic
