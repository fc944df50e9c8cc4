"""Where sentences end, as far as merging texts goes; part of the wire version, for both ends must merge alike.

In doubt a sentence goes on: a longer unit asks a person more often, a shorter one could mix two thoughts.
"""

import re
from typing import Final

_POSSIBLE_END: Final = re.compile(r"(?<![.!?…])(?P<marks>[.!?…]+)[»«“”\"’')\]]*(?P<gap>\s+)(?P<next>[„“\"«»‚'(\[]*\S?)")
_WORD_BEFORE: Final = re.compile(r"[^\s„“\"«»‚'(\[/.\-–]*\Z")
_LONGEST_WORD: Final = 40
_ROMAN: Final = frozenset("IVXLC")
_VOWELS: Final = frozenset("aeiouyäöü")
_LISTED: Final = """
    abs abt abzgl allg anl anm ansprechp approx apr art aufl aug bearb bes betr bsp ca co dept dez di dipl do
    eigtl einschl entspr etc evtl exkl feb geb gegr gem ges gesch gez ggf inc ing inh inkl insb jan jul jun kap
    led lfd lic ltd mag max mi min mind mio mo monatl mrd nachf nov od okt phil priv prof rd resp sa sep sept sog
    stellv tel tägl u ugs urspr usf usw verf verh versch vors wöchentl ziff zit zus zuz zzgl zzt
"""
_ABBREVIATIONS: Final = frozenset(_LISTED.split())


def split_sentences(line: str) -> list[str]:
    """The sentences of a line and the white space around them, in order; joined they are the line again."""
    body = line.strip()
    if not body:
        return [line] if line else []
    low = line.index(body[0])
    high = low + len(body)
    tokens = [line[:low]] if low else []
    start = low
    for match in _POSSIBLE_END.finditer(line, low, high):
        if _ends(line, match):
            tokens += [line[start : match.start("gap")], match["gap"]]
            start = match.end("gap")
    tokens.append(line[start:high])
    if high < len(line):
        tokens.append(line[high:])
    return tokens


def _ends(line: str, match: re.Match[str]) -> bool:
    following = match["next"][-1:]
    if following.islower():
        return False
    marks = match["marks"]
    if "!" in marks or "?" in marks:
        return True
    if marks != "." or following.isdigit():
        return False
    end = match.start("marks")
    before = _WORD_BEFORE.search(line, max(0, end - _LONGEST_WORD), end)
    return before is not None and not _is_abbreviated(before[0])


def _is_abbreviated(word: str) -> bool:
    """Whether a full stop after `word` may belong to it: "z. B.", "Dr.", "10. April", "II. Quartal", "A. Müller"."""
    if len(word) < 2 or word.isdigit() or _ROMAN.issuperset(word):
        return True
    folded = word.lower()
    return folded in _ABBREVIATIONS or _VOWELS.isdisjoint(folded)
