"""The translation memory against brute force and the translate-toolkit's matcher, on the same texts in the same run.

uv run python benchmarks/memory.py [TRIPLES ...]      100,000 and 1,000,000 unless said otherwise

What a window needs for it is measured in a process of its own, which opens a library and reads from it as a window does.
"""

from __future__ import annotations

import contextlib
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from gptemplate.model.memory import Unit
from gptemplate.services import memory as services
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library, open_library
from gptemplate.translation import tmx
from gptemplate.translation.memory import Memory, plain

SYLLABLES = {
    "fi": "ka ki kou lu tus ku nan vai ke työ te nuo ret yh dis tys ja mi hen lö ta pah tu ma oh jaa toi min sta ssa lla",
    "sv": "ut bild ning kom mun er na för en ing ar be te och ung dom ar na skol an verk sam het med del tag are på gå",
    "en": "train ing the mu ni ci pal i ty work young peo ple school co op er a tion pro ject part ner ship for ward ly",
}
QUERIES = 300  # 30 exact, 100 with one word changed, 100 with two to four, 70 new
LEAST = 70


def vocabulary(rng: random.Random, syllables: list[str]) -> list[str]:
    """Return words as common as their place says."""
    return ["".join(rng.choices(syllables, k=rng.randint(1, 5))) for _word in range(20_000)]


class Texts:
    """Sentences of one made-up language; three in ten are changed copies of others."""

    def __init__(self, language: str) -> None:
        self.rng = random.Random(language)
        self.words = vocabulary(self.rng, SYLLABLES[language].split())
        self.weights = [1 / (place + 3) for place in range(len(self.words))]

    def changed(self, said: str, edits: int) -> str:
        """Return a sentence with some of its words exchanged."""
        words = said.split()
        for _edit in range(edits):
            words[self.rng.randrange(len(words))] = self.rng.choice(self.words)
        return " ".join(words)

    def many(self, count: int) -> list[str]:
        """Return that many sentences."""
        common = iter(self.rng.choices(self.words, weights=self.weights, k=count * 19))
        made: list[str] = []
        while len(made) < count:
            if made and self.rng.random() < 0.3:
                made.append(self.changed(self.rng.choice(made), self.rng.randint(1, 4)))
            else:
                made.append(" ".join(next(common) for _word in range(self.rng.randint(3, 18))))
        return made

    def queries(self, texts: list[str]) -> list[str]:
        """Return the questions of the anchor: exact, a word changed, two to four changed, new."""
        some = self.rng.sample(texts, 230)
        asked = some[:30] + [self.changed(one, 1) for one in some[30:130]]
        asked += [self.changed(one, self.rng.randint(2, 4)) for one in some[130:]]
        return asked + [
            " ".join(self.rng.choices(self.words, weights=self.weights, k=self.rng.randint(3, 18))) for _n in range(70)
        ]


def timed(job: Callable[[str], object], queries: list[str]) -> tuple[list[float], list[object]]:
    """Return the milliseconds of each answer, and the answers."""
    taken, answers = [], []
    for one in queries:
        start = time.perf_counter()
        answers.append(job(one))
        taken.append((time.perf_counter() - start) * 1000)
    return taken, answers


def p95(taken: list[float]) -> float:
    """Return the time that 95 of a hundred stay under."""
    return sorted(taken)[int(len(taken) * 0.95)]


def told(name: str, taken: list[float], peer: list[float] | None = None) -> None:
    """Print one line: median, p95, and how many times faster than the peer."""
    faster = f"   {median(peer) / median(taken):6.1f} x median   {p95(peer) / p95(taken):6.1f} x p95" if peer else ""
    print(f"  {name:52} median {median(taken):8.2f} ms   p95 {p95(taken):8.2f} ms{faster}", flush=True)


def brute(texts: list[str], query: str, least: float) -> list[float]:
    """Return the five best of everything, by comparing with everything."""
    found = process.cdist([query], texts, scorer=Levenshtein.normalized_similarity, score_cutoff=least - 1e-6)[0]
    best = found[np.argpartition(found, -5)[-5:]]
    return sorted((round(float(one), 4) for one in best if one >= least - 1e-6), reverse=True)


def resident() -> float:
    """Return the megabytes in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def asked(count: int, language: str = "fi") -> None:
    """Compare answers and times at one size."""
    made = Texts(language)
    texts = made.many(count)
    queries = made.queries(texts)
    print(f"{count} texts of {sum(map(len, texts)) / count:.0f} characters, {len(queries)} questions")
    before = resident()
    start = time.perf_counter()
    held = Memory(lambda numbers: {n: Unit({"fi": texts[n], "sv": f"sv {n}"}, number=n) for n in numbers})
    held.put("fi", enumerate(texts))
    held.know("sv", np.arange(count))
    print(f"  index: {time.perf_counter() - start:.1f} s, {resident() - before:.0f} MB; {resident():.0f} MB with those asked")
    few = queries if count <= 100_000 else queries[::5]
    normal = [plain(one) for one in texts]
    everything, truth = timed(lambda one: brute(normal, plain(one), LEAST / 100), few)
    ours, answers = timed(lambda one: held.matches(one, "fi", "sv"), queries)
    first, _first = timed(lambda one: next(held.stages(one, "fi", "sv")), queries)
    only, strong = timed(lambda one: held.matches(one, "fi", "sv", least=85), queries)
    told("brute force (rapidfuzz cdist)", everything)
    told("best five of 70 % and more", ours, everything)
    told("the strong ones of these, shown first", first, everything)
    told("only 85 % and more", only, everything)
    every = 1 if few is queries else 5
    print(f"  of 70 % and more: {share_found(answers[::every], truth, LEAST)} of those that brute force finds")
    print(f"  of 85 % and more: {share_found(strong[::every], truth, 85)} of them, asked for alone")
    if count <= 100_000:
        peers(texts, queries, everything)


def share_found(answers: list[object], truth: list[object], least: int) -> str:
    """Return how many of the right scores are among those found."""
    found = missed = 0
    for said, right in zip(answers, truth, strict=True):
        scores = [score for one in right if (score := min(99, int(100 * one + 1e-4))) >= least]
        here = [min(99, one.score) for one in said]
        found += len(scores)
        missed += sum(max(0, scores.count(one) - here.count(one)) for one in set(scores))
    return f"{found - missed} of the {found}, {(found - missed) / found:.4f}"


def peers(texts: list[str], queries: list[str], everything: list[float]) -> None:
    """Time what others use on the same texts."""
    extract, _found = timed(
        lambda one: process.extract(one, texts, scorer=Levenshtein.normalized_similarity, limit=5, score_cutoff=0.7),
        queries[::5],
    )
    told("brute force (rapidfuzz extract)", extract, everything)
    from translate.search import match
    from translate.storage import base

    store = base.TranslationStore()
    for one in texts:
        unit = base.TranslationUnit(one)
        unit.target = "x"
        store.addunit(unit)
    matcher = match.matcher(store, max_candidates=5, min_similarity=LEAST, max_length=1_000)
    taken = []
    for one in queries[::10]:
        start = time.perf_counter()
        with contextlib.suppress(TypeError):  # it fails where two candidates are equally near
            matcher.matches(one)
        taken.append((time.perf_counter() - start) * 1000)
    told("translate-toolkit's matcher", taken, everything)


def units(count: int) -> Iterator[Unit]:
    """Yield triples."""
    said = {language: Texts(language).many(count) for language in SYLLABLES}
    for place in range(count):
        yield Unit({language: said[language][place] for language in said}, project="bench", modified=place + 1)


def carried(count: int) -> None:
    """Time a TMX file: writing, reading, and into a library; and what a window then waits for."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "memory.tmx"
        made = list(units(count))
        start = time.perf_counter()
        with file.open("wb") as stream:
            tmx.write(stream, made)
        print(
            f"TMX of {count} triples, {file.stat().st_size / 1e6:.0f} MB: written in {time.perf_counter() - start:.1f} s",
            end="",
        )
        del made
        start = time.perf_counter()
        with file.open("rb") as stream:
            assert sum(1 for _unit in tmx.read(stream, languages=("fi", "sv", "en"))) == count
        print(f", read in {time.perf_counter() - start:.1f} s", flush=True)
        # In a process of its own: what this one had before would hide how much is needed.
        subprocess.run([sys.executable, __file__, "--tmx", str(file)], check=True)


def brought_in(folder: Path, file: Path) -> None:
    """Time a TMX file into a library, how much memory that takes, and how soon it stops when somebody wants it to."""
    library = open_library(folder / "library.gptemplate", Templates(folder / "none"), device="bench")
    start, before, most = time.perf_counter(), resident(), [0.0]

    def goes_on(_done: int, _size: int) -> bool:
        most[0] = max(most[0], resident())
        return True

    services.import_file(library, file, progress=goes_on)
    print(f"  into a library in {time.perf_counter() - start:.1f} s with {max(0, most[0] - before):.0f} MB more at the most")
    stopped = []

    def stops(done: int, size: int) -> bool:
        if done > size / 4:
            stopped.append(time.perf_counter())
        return not stopped

    other = open_library(folder / "other.gptemplate", Templates(folder / "none"), device="bench")
    told_of = services.import_file(other, file, progress=stops)
    print(f"  stopped at a quarter: {time.perf_counter() - stopped[0]:.2f} s later, {told_of.read} units are kept")
    other.close()
    window(library)
    library.close()


def window(library: Library) -> None:
    """Time what a window does with a library's memory."""
    start, recall = time.perf_counter(), services.Recall()
    recall.bring_up_to_date(library)
    recall.matches("ensimmäinen", "fi", "sv")
    print(f"  a window's first answer: {time.perf_counter() - start:.1f} s")
    made = Texts("fi")
    texts = made.many(20_000)
    queries = made.queries(texts)
    taken, _answers = timed(lambda one: recall.matches(one, "fi", "sv"), queries)
    told("an answer with its units from the library", taken)
    told("words in any form", timed(lambda one: recall.concordance(one.split()[0], "fi"), queries[:50])[0])
    with library.writing() as work:
        work.memory.add([Unit({"fi": "Uusi lause tässä.", "sv": "En ny mening här."})])
    start = time.perf_counter()
    recall.bring_up_to_date(library)
    print(f"  brought up to date after a change: {(time.perf_counter() - start) * 1000:.0f} ms")


def apart(count: int) -> None:
    """Let a process of its own tell what a window needs for a library of that size."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "library.gptemplate"
        library = open_library(file, Templates(Path(folder) / "none"), device="bench")
        with library.writing() as work:
            work.memory.add(units(count))
        library.close()
        subprocess.run([sys.executable, __file__, "--library", str(file)], check=True)


def tell_needs(file: Path) -> None:
    """Print how long a window's first answer takes here, and how much memory this process has then and had at the most."""
    library = open_library(file, Templates(file.parent / "none"), device="bench", read_only=True)
    before, start, recall = resident(), time.perf_counter(), services.Recall()
    recall.bring_up_to_date(library)
    recall.matches("ensimmäinen", "fi", "sv")
    taken = time.perf_counter() - start
    said = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    most = int(said["VmHWM"].split()[0]) * 1024 / 1e6  # `getrusage` would count what the parent had
    print(f"a process that opens a library of {recall._memory.count('fi')} triples: first answer after {taken:.1f} s;")
    print(f"  {before:.0f} MB before, {resident():.0f} MB after, {most:.0f} MB at the most")
    library.close()


def main(sizes: list[int]) -> None:
    """Measure."""
    for count in sizes:
        asked(count)
        apart(count)
    carried(min(100_000, *sizes))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--library"]:
        tell_needs(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--tmx"]:
        brought_in(Path(sys.argv[2]).parent, Path(sys.argv[2]))
    else:
        main([int(one) for one in sys.argv[1:]] or [100_000, 1_000_000])
