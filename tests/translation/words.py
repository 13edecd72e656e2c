"""A few words of Finnish as a dictionary writes them, and small dictionaries of Swedish and English."""

from __future__ import annotations

from pathlib import Path

FINNISH = (
    "[Ln][Xp]kissa[X]kissa[Sn][Ny]",
    "[Ln][Xp]kissa[X]kissa[Sade][Ny]lla",
    "[Ln][Xp]talo[X]talo[Sn][Ny]",
    "[Ln][Xp]kissa[X]kissa[Sn][Ny][Bh][Bc][Ln][Xp]talo[X]talo[Sn][Nm]t",
    "[Ln][Xp]kunta[X]kun[Sg][Ny]nan",
    "[Ln][Xp]kunta[X]kunt[Sg][Nm]ien",
    "[Ln][Xp]kunta[X]kunt[Sn][Ny]a",
    "[Ln][Xp]linja[X]linj[Sn][Ny]a-[Bh][Bc][Ln][Xp]auto[X]auto[Sn][Ny]",
    "[Ln][Xp]linja[X]linj[Sn][Ny]a[Bh][Bc][Ln][Xp]auto[X]auto[Sn][Ny]",
    "[Ln][Xp]kissa[X]kissa[Sn][Ny]-[Bh][Bc][Ln][Xp]talo[X]talo[Sn][Ny]",
    "[Ln][Xp]hanke[X]hankkee[Sine][Ny]ssa",
    "[Ln][Xp]hanke[X]hank[Sn][Ny]e",
    "[Ln][Xp]sana[X]sa[Ivj][Sn][Ny]na",
    "[Lc]ja",
    "[Lt][Xp]palvella[X]palvel[Ln][Xj]u[X]u[Sn][Nm]t",
    "[Lt][Xp]käyttää[X]käyttä[Tn1][Sn][Ny]ä",
    "[Lep][Xp]Helsinki[X]helsing[Sine][Ny]issä",
    "[Lep][Xp]Suomi[X]suoma[Ll][Dg][Xj]lainen[X]lai[Sn][Ny]nen",
    "[La][Xr]jj[X][Xp]EU[X]eu[Sg][Ny]:n",
    "[La][Xr]jjj[X][Xp]DNA[X]dna-[Bc][Ln][Xp]sana[X]sana[Sn][Ny]",
    "[Lnl][De][Xp]iso[X]iso[Sn][Ny]-[Bc][Lep][Xp]Britannia[X]britannia[Sn][Ny]",
    "[Lnl][De][Xp]iso[X]isolla[Sade][Ny]-[Bc][Lep][Xp]Britannia[X]britannia[Sade][Ny]lla",
    "[Lu]20-[Bc][Ll][Xp]vuotias[X]vuotia[Sn][Ny]s",
    "[Lu]20[Bh][Bc][Ll][Xp]vuotias[X]vuotia[Sn][Ny]s",
    "[La]esim.",
    "[Lu][Xp]kaksi[X]kahde[Sg][Ny]n[Bc][Xp]kymmentä[X]kymmene[Sg][Ny]n",
)

_SWEDISH = ("kommun", "kommunen", "utbildning", "handledare", "vän", "verksamhet", "språk", "projekt", "och", "Vasa")
_ENGLISH = ("the", "council", "training", "colour", "receive", "Vaasa", "project", "helper")


def hunspell(folder: Path, region: str, words: tuple[str, ...]) -> Path:
    """Write a small Hunspell dictionary of `region` into `folder` and return the .dic file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{region}.aff").write_text("SET UTF-8\nTRY esianrtolcdugmphbyfvkwåäö\n", "utf-8")
    file = folder / f"{region}.dic"
    file.write_text("\n".join([str(len(words)), *words]) + "\n", "utf-8")
    return file


def swedish(folder: Path) -> Path:
    """Write a few Swedish words."""
    return hunspell(folder, "sv_FI", _SWEDISH)


def english(folder: Path) -> Path:
    """Write a few English words."""
    return hunspell(folder, "en_GB", _ENGLISH)
