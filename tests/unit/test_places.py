"""Where a library lies: told by names, markers, variables and tables of mounts, all of them made up."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from gptemplate.store import places
from gptemplate.store.places import Kind, Mount, Place, Surroundings

LINUX = """\
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/export/home /home nfs4 rw,vers=4.2 0 0
/dev/nvme0n1p3 /home/local ext4 rw 0 0
//files/group /mnt/group cifs rw 0 0
user@host:/data /home/local/far fuse.sshfs rw 0 0
gdrive: /home/local/g fuse.rclone rw 0 0
/dev/sdb1 /media/maija/OMA\\040TIKKU vfat rw 0 0
/dev/sdc1 /srv/plugged ext4 rw 0 0
portal /home/local/.cache/doc fuse.portal rw 0 0
C:\\134 /mnt/c 9p rw 0 0
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//maija@files/group on /Volumes/group (smbfs, nodev, nosuid, mounted by maija)
/dev/disk4s1 on /Volumes/OMA TIKKU (msdos, local, nodev, nosuid, noowners)
"""


def linux(path: str, **more: object) -> Place:
    around = {"system": "linux", "environ": {}, "mounts": places.linux_mounts(LINUX), "is_removable": "/dev/sdc1".__eq__}
    return places.place_of(PurePosixPath(path), Surroundings(**{**around, **more}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/maija/.local/share/gptemplate", Kind.NETWORK),
        ("/home/local/maija/gptemplate", Kind.LOCAL),
        ("/home/localized/maija", Kind.NETWORK),  # beside /home/local, not below it
        ("/mnt/group/practices", Kind.NETWORK),
        ("/home/local/far/away", Kind.NETWORK),
        ("/home/local/g/texts", Kind.NETWORK),
        ("/mnt/c/Users/maija", Kind.NETWORK),  # Windows' disk seen from its Linux: SQLite's log does not work there
        ("/media/maija/OMA TIKKU/gptemplate", Kind.REMOVABLE),
        ("/srv/plugged", Kind.REMOVABLE),
        ("/home/local/.cache/doc/x", Kind.LOCAL),
        ("/tmp/x", Kind.LOCAL),
        ("/", Kind.LOCAL),
    ],
)
def test_linux_is_read_off_its_table_of_mounts(path: str, kind: Kind) -> None:
    assert linux(path).kind is kind


@pytest.mark.parametrize("line", ["/dev/sdc1 / ext4 rw", "/dev/sdc1 /home ext4 rw", "none / 9p rw", "overlay / overlay rw"])
def test_the_disk_that_the_system_runs_from_is_no_stick(line: str) -> None:
    assert linux("/home/maija/x", mounts=places.linux_mounts(f"{line} 0 0\n")).kind is Kind.LOCAL


@pytest.mark.parametrize("line", ["server:/root / nfs4 rw", "maija@host:/ /home fuse.sshfs rw"])
def test_a_system_that_another_computer_serves_is_on_the_network(line: str) -> None:
    assert linux("/home/maija/x", mounts=places.linux_mounts(f"{line} 0 0\n")).kind is Kind.NETWORK


@pytest.mark.parametrize("kind", ["tmpfs", "ramfs", "overlay", "btrfs", "zfs"])
def test_memory_and_disks_without_a_device_are_of_this_computer(kind: str) -> None:
    table = f"/dev/vda / ext4 rw 0 0\n{kind} /tmp {kind} rw 0 0\n"
    assert linux("/tmp/x", mounts=places.linux_mounts(table)).kind is Kind.LOCAL


def test_of_two_mounts_on_one_folder_the_later_one_counts() -> None:
    twice = [Mount("/dev/sda1", "/data", "ext4"), Mount("far:/x", "/data", "nfs")]
    assert linux("/data/x", mounts=twice).kind is Kind.NETWORK


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/Users/maija/Library/Application Support/gptemplate", Kind.LOCAL),
        ("/Volumes/group/texts", Kind.NETWORK),
        ("/Volumes/OMA TIKKU", Kind.REMOVABLE),
        ("/Users/maija/Library/Mobile Documents/com~apple~CloudDocs/x", Kind.SYNCED),
        ("/Users/maija/Library/CloudStorage/OneDrive-Haaga-Helia/x", Kind.SYNCED),
    ],
)
def test_macos_is_read_off_what_mount_prints(path: str, kind: Kind) -> None:
    around = Surroundings(system="darwin", environ={}, mounts=places.mac_mounts(MAC))
    assert places.place_of(PurePosixPath(path), around).kind is kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("C:\\Users\\Maija\\AppData\\Local\\gptemplate", Kind.LOCAL),
        ("C:\\Users\\Maija\\OneDrive - Haaga-Helia Oy Ab\\x", Kind.SYNCED),
        ("C:\\Pilvi\\Documents\\x", Kind.SYNCED),
        ("\\\\files\\group\\x", Kind.NETWORK),
        ("H:\\texts", Kind.NETWORK),
        ("E:\\texts", Kind.REMOVABLE),
    ],
)
def test_windows_is_asked_for_the_kind_of_a_drive(path: str, kind: Kind) -> None:
    drives = {"C:\\": 3, "E:\\": 2, "H:\\": 4}
    environ = {"OneDriveCommercial": "C:\\Pilvi"}
    around = Surroundings(system="win32", environ=environ, drive=lambda root: drives.get(root, 0))
    assert places.place_of(PureWindowsPath(path), around).kind is kind


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/local/m/OneDrive/x", "OneDrive"),
        ("/home/local/m/Dropbox (Group)/x", "Dropbox"),
        ("/home/local/m/Google Drive/My Drive", "Google Drive"),
        ("/home/local/m/iCloud Drive", "iCloud Drive"),
        ("/home/local/m/Nextcloud/a/b/c", "Nextcloud"),
        ("/home/local/m/pCloudDrive", "pCloudDrive"),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(path: str, name: str) -> None:
    assert linux(path) == Place(Kind.SYNCED, name)


@pytest.mark.parametrize("path", ["/home/local/m/Dropboxes", "/home/local/m/my onedrive notes", "/home/local/megan"])
def test_a_name_that_only_resembles_one_is_no_sign(path: str) -> None:
    assert linux(path).kind is Kind.LOCAL


@pytest.mark.parametrize(("marker", "name"), [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing")])
def test_a_synchronised_folder_of_another_name_is_known_by_what_its_program_leaves_there(marker: str, name: str) -> None:
    there = PurePath("/home/local/m/shared") / marker
    assert linux("/home/local/m/shared/deep", is_there=there.__eq__) == Place(Kind.SYNCED, name)


def test_this_computer_can_be_asked(tmp_path: Path) -> None:
    assert places.look(tmp_path / "x.gptemplate").kind in Kind
    (tmp_path / ".stfolder").mkdir()
    assert places.look(tmp_path / "new" / "x.gptemplate") == Place(Kind.SYNCED, "Syncthing")


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    cloud = tmp_path / "Nextcloud"
    cloud.mkdir()
    (tmp_path / "link").symlink_to(cloud, target_is_directory=True)
    assert places.look(tmp_path / "link" / "x.gptemplate") == Place(Kind.SYNCED, "Nextcloud")
