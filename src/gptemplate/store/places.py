"""What kind of place a library lies in: a disk of this computer, a synchronised folder, a network drive or a stick.

SQLite's log needs the memory and the locks of one computer, and a program that copies half a database spoils it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath


class Kind(StrEnum):
    """How safe it is to work on a library in a place."""

    LOCAL = "local"
    SYNCED = "synced"
    NETWORK = "network"
    REMOVABLE = "removable"


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place, and the name of the program that synchronises it where that is known."""

    kind: Kind = Kind.LOCAL
    name: str = ""


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the table of mounts."""

    device: str
    point: str
    type: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of this computer; made up in tests. `drive` gives Windows' number for the kind of a drive."""

    system: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    mounts: Sequence[Mount] = ()
    drive: Callable[[str], int] = lambda _root: 0
    is_removable: Callable[[str], bool] = lambda _device: False
    is_there: Callable[[PurePath], bool] = lambda _path: False


_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "9p", "ncpfs", "ceph", "glusterfs"),
        *("lustre", "beegfs", "webdav", "davfs", "ftp", "vboxsf", "prl_fs"),
    }
)
_NETWORK_PROGRAMS = ("sshfs", "rclone", "davfs", "gvfs", "kio-fuse", "glusterfs", "s3fs", "curlftpfs", "smbnetfs")
_SYNCED_TYPES = {"fuse.onedriver": "OneDrive", "fuse.google-drive-ocamlfuse": "Google Drive", "fuse.dropbox": "Dropbox"}
_OF_A_HOST = frozenset({"9p", "vboxsf", "prl_fs"})  # of the computer that this one runs in
_OF_THE_SYSTEM = ("/", "/home", "/usr", "/var")
_STICK_TYPES = frozenset({"vfat", "exfat", "msdos"})
_STICK_FOLDERS = ("/media/", "/run/media/", "/mnt/usb")
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # Windows: DRIVE_REMOVABLE, DRIVE_REMOTE

_FOLDERS = (
    (re.compile(r"OneDrive( ?[-–] ?.+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"Dropbox( \(.+\)|-.+)?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"Google ?Drive(-.+)?|DriveFS", re.IGNORECASE), "Google Drive"),
    (re.compile(r"iCloud ?Drive|Mobile Documents|com~apple~CloudDocs", re.IGNORECASE), "iCloud Drive"),
    (re.compile(r"Nextcloud\d?", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"ownCloud\d?", re.IGNORECASE), "ownCloud"),
    (re.compile(r"Seafile|pCloud ?Drive|MEGA(sync)?|Box Sync|Syncthing|CloudStorage", re.IGNORECASE), ""),
)
_MARKERS = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.driveupload": "Google Drive",
}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def place_of(folder: PurePath, around: Surroundings) -> Place:
    """Return what kind of place a folder is."""
    synced = _synced_by(folder, around)
    if synced is not None:
        return Place(Kind.SYNCED, synced)
    return _by_drive(folder, around) if around.system == "win32" else _by_mount(folder, around)


def look(file: Path) -> Place:
    """Return what kind of place a file lies in, on this computer; links are followed."""
    try:
        folder = file.parent.resolve()
    except (OSError, RuntimeError):
        folder = file.parent.absolute()
    return place_of(folder, here())


def here() -> Surroundings:
    """Return what is known of this computer. Takes a moment on macOS: not on the window's thread."""
    if sys.platform == "win32":
        return Surroundings(drive=_windows_drive, is_there=_is_there)
    lines = _linux_mounts() if sys.platform.startswith("linux") else _mac_mounts()
    return Surroundings(mounts=lines, is_removable=_is_removable, is_there=_is_there)


# Synchronised folders


def _synced_by(folder: PurePath, around: Surroundings) -> str | None:
    """The name of the program that synchronises a folder; None where none does."""
    above = (folder, *folder.parents)
    for variable in _VARIABLES:
        root = around.environ.get(variable, "")
        if root and type(folder)(root) in above:
            return "OneDrive"
    for one in above:
        for pattern, name in _FOLDERS:
            if pattern.fullmatch(one.name):
                return name or one.name
        for marker, name in _MARKERS.items():
            if around.is_there(one / marker):
                return name
    return None


# Drives and mounts


def _by_drive(folder: PurePath, around: Surroundings) -> Place:
    if str(folder).startswith(("\\\\", "//")):
        return Place(Kind.NETWORK)
    kind = around.drive(folder.anchor)
    return Place({_DRIVE_REMOVABLE: Kind.REMOVABLE, _DRIVE_REMOTE: Kind.NETWORK}.get(kind, Kind.LOCAL))


def _by_mount(folder: PurePath, around: Surroundings) -> Place:
    held = [one for one in around.mounts if _is_below(str(folder), one.point)]
    if not held:
        return Place()
    mount = max(reversed(held), key=lambda one: len(one.point))  # of two on one folder, the later one hides the other
    kind, program = mount.type.lower(), mount.type.lower().removeprefix("fuse.")
    if kind in _SYNCED_TYPES:
        return Place(Kind.SYNCED, _SYNCED_TYPES[kind])
    if mount.point in _OF_THE_SYSTEM and (mount.device.startswith("/dev/") or kind in _OF_A_HOST):
        return Place()  # whatever it hangs on, the computer does not run without it
    if kind in _NETWORK or program.startswith(_NETWORK_PROGRAMS):
        return Place(Kind.NETWORK)
    return Place(Kind.REMOVABLE if _is_stick(mount, around) else Kind.LOCAL)


def _is_below(path: str, point: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _is_stick(mount: Mount, around: Surroundings) -> bool:
    if around.system == "darwin":
        return mount.point.startswith("/Volumes/") and mount.device.startswith("/dev/")
    if not mount.device.startswith("/dev/"):
        return False
    is_plugged = mount.type in _STICK_TYPES and mount.point.startswith(_STICK_FOLDERS)
    return is_plugged or around.is_removable(mount.device)


# What this computer says


def _is_there(path: PurePath) -> bool:
    try:
        return Path(path).exists()
    except OSError:
        return False


def linux_mounts(table: str) -> list[Mount]:
    """Return the mounts in a table as Linux writes it, with its escapes of spaces undone."""
    rows = (line.split(" ") for line in table.splitlines())
    return [Mount(*(_unescaped(part) for part in row[:3])) for row in rows if len(row) >= 3]


def _unescaped(part: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), part)


def mac_mounts(table: str) -> list[Mount]:
    """Return the mounts in a table as macOS prints it: "/dev/disk2s1 on /Volumes/STICK (msdos, local)"."""
    found = (re.fullmatch(r"(.+?) on (/.*) \(([^,)]+).*\)", line) for line in table.splitlines())
    return [Mount(one[1], one[2], one[3]) for one in found if one]


def _linux_mounts() -> list[Mount]:
    try:
        return linux_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return []


def _mac_mounts() -> list[Mount]:
    import subprocess

    try:
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return []
    return mac_mounts(told.stdout)


def _is_removable(device: str) -> bool:
    """Whether Linux says that a disk, or the one that a partition is of, can be taken out or hangs on USB."""
    known = Path("/sys/class/block") / Path(device).name
    with suppress(OSError):
        disk = known.resolve()
        if "/usb" in str(disk):
            return True
        for folder in (disk, disk.parent):
            flag = folder / "removable"
            if flag.is_file():
                return flag.read_text(encoding="ascii").strip() == "1"
    return False


def _windows_drive(root: str) -> int:
    import ctypes

    loader = getattr(ctypes, "windll", None)
    return int(loader.kernel32.GetDriveTypeW(root)) if loader is not None else 0
