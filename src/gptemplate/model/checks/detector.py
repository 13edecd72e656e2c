"""Which of the three languages a sentence is in, by its commonest words and by how its words are made."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from math import log

_COMMON = {
    "fi": (
        "ja on ei että se hän ovat oli olivat joka jotka kun kuin mutta myös tai niin sen sitä siitä siinä sille tämä"
        " tämän tätä ne niitä niiden niistä heidän heille heitä heistä he me meidän ole olla ollut olisi voi voivat"
        " vain vielä jo nyt sekä eli ettei eivät mukaan kanssa jälkeen ennen aikana kautta avulla varten ilman kaikki"
        " kaikille moni monta monet usein enemmän eniten uusi uuden uusia joiden jossa josta jolla joille joita jonka"
        " jos koska siksi sitten yli alle noin kuka mikä mitä missä miten itse oma oman omaa yksi kaksi kolme kunta"
        " kunnan kuntien työ työtä työn työssä työhön vuoden vuodessa vuonna saa saavat sai tekee tehdä antaa auttaa"
        " käy hyvin ensin lopuksi heti"
    ),
    "sv": (
        "och att det som en ett är var i på av för med den de till inte om har hade han hon vi sig sin sitt sina från"
        " men eller när där då nu så också även efter före under över mellan genom utan hos vid mot kan kunde ska"
        " skulle vill måste får fick blir blev bli vara varit varje alla många mer mest flera något någon några andra"
        " annan samma egen eget egna här vad vem hur varför eftersom samt dem deras dess detta denna dessa vilket"
        " vilka vilken ofta redan ännu endast bara sedan enligt år året månad vecka kommun kommunen kommuner arbete"
        " arbetet jobb finns gör ger går kommer tar ur inom första sista nya ny stora man"
    ),
    "en": (
        "the of and to in is was for that it with as on are be by this at from or have has had not but they their"
        " them we our he she his her its an were been which who when where what how why will would can could should"
        " may must do does did all each every more most other some such than then there these those into over after"
        " before during between through without about also only just very many much few own same new first last one"
        " two people work year years month months week local council municipality municipalities they there while if"
        " so because than up out at who a"
    ),
}
_SAMPLES = {
    "fi": (
        "maahan muuttaneet saavat neuvontaa omalla kielellään kaupungin palvelupisteessä jossa ohjaaja auttaa"
        " hakemusten ja lomakkeiden täyttämisessä osallistujat opiskelevat suomea työpaikalla kielenopettajan tuella"
        " ja työnantajat perehdyttävät uudet työntekijät selkokielisen oppaan avulla hanke järjesti koulutuksia"
        " yrityksille järjestöille ja viranomaisille tulokset osoittavat yhteistyön vahvistuneen ja työllistymisen"
        " nopeutuneen kotoutumisen edistäminen edellyttää kuntien sitoutumista riittävää rahoitusta sekä pysyviä"
        " rakenteita vapaaehtoiset tapaavat perheitä kirjastossa viikoittain kyselyyn vastanneista useimmat kertoivat"
        " saaneensa hyödyllistä tietoa asumisesta terveydenhuollosta varhaiskasvatuksesta toimintamalli voidaan ottaa"
        " käyttöön muillakin alueilla pienin muutoksin yrittäjyys opiskelijat ammattiopisto lähtökohta keskusteluryhmä"
        " ystävätoiminta harjoittelupaikka mentorointi osaamisen tunnistaminen tunnustaminen naapuri kylässä"
    ),
    "sv": (
        "invandrare får rådgivning på sitt eget språk vid stadens servicepunkt där handledaren hjälper till med"
        " ansökningar och blanketter deltagarna studerar svenska på arbetsplatsen med stöd av en språklärare och"
        " arbetsgivarna introducerar nya anställda med hjälp av en lättläst handbok projektet ordnade utbildningar för"
        " företag föreningar och myndigheter resultaten visar att samarbetet har stärkts och att sysselsättningen har"
        " ökat integrationen förutsätter att kommunerna engagerar sig tillräcklig finansiering samt bestående"
        " strukturer frivilliga träffar familjer på biblioteket varje vecka de flesta som svarade på enkäten uppgav"
        " att de fått nyttig information om boende hälsovård och småbarnspedagogik verksamhetsmodellen kan tas i bruk"
        " på andra orter med små ändringar företagande studerande yrkesinstitut utgångspunkt samtalsgrupp"
        " vänverksamhet praktikplats mentorskap erkännande av kunskaper validering granne byn nyanlända"
    ),
    "en": (
        "migrants receive guidance in their own language at the city service point where a counsellor helps them with"
        " applications and forms participants study the language at the workplace with the support of a teacher and"
        " employers introduce new staff with an easy to read handbook the project organised training for companies"
        " associations and authorities the results show that cooperation has become stronger and that employment has"
        " increased integration requires commitment from municipalities sufficient funding and lasting structures"
        " volunteers meet families at the library every week most of those who answered the survey said that they had"
        " received useful information about housing health care and early childhood education the approach can be"
        " adopted in other regions with small changes entrepreneurship students vocational college conversation group"
        " friendship activities work placement mentoring recognition of skills neighbour village newcomers"
    ),
}
_WORD = re.compile(r"\b[^\W\d_]{1,40}\b")
_COMMON_WORD = 3.0  # what a common word weighs against the shape of a word
_MOST_CHARACTERS = 4000
_MOST_WORDS = 200  # a sentence tells by then


@lru_cache(maxsize=256)
def likely(text: str) -> tuple[str, float]:
    """Return (language, how much likelier than the next one, per word); ("", 0.0) for fewer than four words."""
    words = [word for word in _WORD.findall(text[:_MOST_CHARACTERS]) if not (word[0].isupper() and word[1:])][:_MOST_WORDS]
    every = _words(text)
    low = [word.casefold() for word in words] if len(words) >= 4 else every
    if len(every) < 4:
        return "", 0.0
    scores = sorted(((sum(_score(word, code) for word in low) / len(low), code) for code in _COMMON), reverse=True)
    return scores[0][1], scores[0][0] - scores[1][0]


@lru_cache(maxsize=512)
def common_words(text: str) -> dict[str, int]:
    """Return how many of a text's words are common in each language."""
    words = _words(text)
    return {code: sum(map(_common(code).__contains__, words)) for code in _COMMON}


def is_common(word: str, language: str) -> bool:
    """Return whether a word is one of a language's commonest."""
    return language in _COMMON and word.casefold() in _common(language)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text[:_MOST_CHARACTERS])][:_MOST_WORDS]


@cache
def _common(language: str) -> frozenset[str]:
    others = {word for code, words in _COMMON.items() if code != language for word in words.split()}
    return frozenset(_COMMON[language].split()) - others  # “on” is Finnish and English


@cache
def _trigrams(language: str) -> tuple[dict[str, float], float]:
    counts = Counter(part for word in f"{_SAMPLES[language]} {_COMMON[language]}".split() for part in _parts(word))
    total = sum(counts.values()) + 3000
    return {part: log((n + 0.3) / total) for part, n in counts.items()}, log(0.3 / total)


@lru_cache(maxsize=4096)
def _score(word: str, language: str) -> float:
    known, unknown = _trigrams(language)
    parts = _parts(word)
    shape = sum(known.get(part, unknown) for part in parts) / len(parts)
    return shape + (_COMMON_WORD if word in _common(language) else 0.0)


def _parts(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]
