"""What a stop may stand behind without ending a sentence, language by language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words in small letters, without their last stop.

    `goes_on`: a sentence never ends with them. `before_figures`: it does not where a figure follows. `may_end`: they are
    like any word: the next one decides. `labelled`: what is called by a letter ("annex A."). `beginnings`: words that
    begin a sentence after initials ("in the U.S. The"). `says_i`: "I" is a word.
    """

    goes_on: frozenset[str]
    before_figures: frozenset[str]
    may_end: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    labelled: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()
    says_i: bool = False


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


_EVERYWHERE = _words("dr prof mr mrs ms st resp cf ca tel dipl fil mag tekn ing lic doc phil vs")
_FIGURES = _words("no nr nro n:o fig figs vol p pp s sid art kap ch sec § al")
_LETTERS = _words("liite liitteen ryhmä ryhmän vitamiini luokka taso kohta vaihtoehto hepatiitti reitti linja")
_LETTERS_SV = _words("bilaga bilagan grupp gruppen vitamin klass nivå punkt alternativ linje del")
_LETTERS_EN = _words("annex appendix group class level type plan option grade part section vitamin hepatitis exhibit table")

_FINNISH = Abbreviations(
    goes_on=_EVERYWHERE | _words(
        "esim ks kts vrt mm ns nk s n v vt ko em ent entinen os puh tri hra rva nti ao po so ts tmi koul huom engl ruots suom "
        "saks ransk ven lat toim kirj fm ft fk tt tm kd lis maist yo varat hallit nimim synt s.o t.s ym.s kl klo n.s e.m v.t "
        "til tilill postios käyntios lyh yht apul dos dipl.ins vast johd siht pj varapj joht piirr kuv suoment"
    ),
    before_figures=_FIGURES | _words("alk viim kpl mom tauluk max min"),
    may_end=_words("jne yms ym tms ym.s ekr jkr ap ip kk vk mrd milj kpl m.m"),
    months=_words(
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta "
        "joulukuuta tammikuun helmikuun maaliskuun huhtikuun toukokuun kesäkuun heinäkuun elokuun syyskuun lokakuun "
        "marraskuun joulukuun"
    ),
    labelled=_LETTERS,
)  # fmt: skip
_SWEDISH = Abbreviations(
    goes_on=_EVERYWHERE | _words(
        "bl.a bl a ex t.ex dvs d.v.s s.k fr.o.m t.o.m p.g.a pga m.a.o i.o.m f.d f.n fd fn jfr obs kl ung enl exkl inkl tfn "
        "red övers utg hr kungl adj eg vanl avd inst bitr vik ordf viceordf sekr e.g i.e f.ö i.st m.h.a u.a "
        "äv sing plur motsv omkr ang förk förf h.k.h s:t s:ta"
    ),
    before_figures=_FIGURES | _words("mom bil max min omkr c:a tab dnr pkt"),
    may_end=_words("osv o.s.v s.v m.m mm m.fl mfl o.d od e.d ed etc f.kr e.kr st mdr milj mn fm em f.m e.m a.a o.dyl"),
    months=_words("januari februari mars april maj juni juli augusti september oktober november december"),
    labelled=_LETTERS_SV,
)  # fmt: skip
_ENGLISH = Abbreviations(
    goes_on=_EVERYWHERE | _words(
        "e.g eg i.e ie viz rev hon gen col capt lt sgt messrs mme mlle approx mt ed eds trans dept univ assoc incl excl est "
        "esp fr msgr pres gov sen rep supt cmdr nos hrh"
    ),
    before_figures=_FIGURES | _words(
        "c eq par para jan feb mar apr jun jul aug sept sep oct nov dec max min app tab ref chap approx reg op cl pt nos"
    ),
    may_end=_words("etc inc ltd jr sr co corp plc a.m p.m am pm a.d b.c b.c.e c.e ph.d et.al esq ave"),
    months=_words("january february march april may june july august september october november december"),
    labelled=_LETTERS_EN,
    beginnings=_words(
        "The This These That Those It Its In We They He She A An There However But And At On For When While After Before If "
        "Our Their His Her As By From To All Both Each Some Most Many Since With Now Then Also Here Such No Not You What Who"
    ),
    says_i=True,
)  # fmt: skip
_OTHER = Abbreviations(
    goes_on=_EVERYWHERE | _words("e.g i.e z.b d.h u.a z.t bzw ggf vgl inkl nb np tzn tj sr sra mme mlle dott sig t.ex bl.a"),
    before_figures=_FIGURES,
    may_end=_words("etc usw u.s.w itd itp jt jne osv"),
)  # fmt: skip
_KNOWN = {"fi": _FINNISH, "sv": _SWEDISH, "en": _ENGLISH}


@cache
def abbreviations_of(language: str) -> Abbreviations:
    """Return those of a language; one that has no rules of its own gets what most write alike."""
    return _KNOWN.get(language.partition("-")[0].casefold(), _OTHER)
