import sys
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from consultant_app.documents.fonts import REGULAR, register_fonts


def test_letters_cut_out_for_several_papers_at_once_are_those_cut_out_for_one() -> None:
    register_fonts()
    face = cast("TTFont", pdfmetrics.getFont(REGULAR)).face
    composed = [0, *map(ord, "äöüÄÖÜßéèêçñôâàáíìîïÀÁÂÃÉÈÊÍÎÓÔÕÚÙabcdef")]
    alone = face.makeSubset(composed)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda _: face.makeSubset(composed), range(200)))
    finally:
        sys.setswitchinterval(before)
    assert all(one == alone for one in together)
