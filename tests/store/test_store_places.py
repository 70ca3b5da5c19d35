"""A live store lies on a disk of this machine, outside synchronised folders, for its owner only."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest

from rilo_desktop.store import InSynchronisedFolder, OfficerEntry, found, open_store, store_location

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:25 / /mnt/office rw,relatime - cifs //server/office rw
31 22 0:26 / /mnt/office/local rw,relatime - ext4 /dev/sdb1 rw
32 22 0:27 / /home/a\\040b rw,relatime - fuse.sshfs me@there:/ rw
33 22 0:28 / /media/stick rw,relatime - fuse.exfat /dev/sdc1 rw
34 22 0:29 / /media/stick rw,relatime - nfs4 server:/x rw
broken line
"""


@pytest.mark.skipif(os.name == "nt", reason="mounts of Linux")
@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/office", ""),
        ("/mnt/office/ap", "cifs"),
        ("/mnt/officers/ap", ""),
        ("/mnt/office/local/ap", ""),
        ("/home/a b/office", "fuse.sshfs"),
        ("/media/stick/office", "nfs4"),
    ],
)
def test_the_nearest_mount_says_whether_it_is_a_network_share(place, kind):
    assert store_location.network_type(Path(PurePosixPath(place)), MOUNTS) == kind


@pytest.mark.parametrize(
    ("marker", "program"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".sync_0123456789ab.db", "Nextcloud"),
        (".tmp.driveupload", "Google Drive"),
    ],
)
def test_what_a_program_left_above_tells_that_it_synchronises(tmp_path, marker, program):
    folder = tmp_path / "a" / "b" / "office"
    folder.mkdir(parents=True)
    assert store_location.synchronised_by(folder, {}) == ""
    (tmp_path / "a" / marker).write_text("")
    assert store_location.synchronised_by(folder, {}) == program


def test_the_settings_of_a_program_are_no_synchronised_folder(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    assert store_location.synchronised_by(tmp_path / "office", {}) == ""


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - WCO", "Dropbox", "Google Drive"])
def test_folders_that_only_such_programs_name_so(tmp_path, name):
    assert store_location.synchronised_by(tmp_path / name / "office", {})
    assert (
        not store_location.synchronised_by(tmp_path / f"{name}x-not" / "office", {}) or "-" in name
    )


def test_windows_says_where_its_own_lies(tmp_path):
    assert store_location.synchronised_by(tmp_path / "x", {"OneDriveCommercial": str(tmp_path)})


def test_no_office_is_made_or_opened_there(tmp_path, passphrase):
    head = OfficerEntry("AP-01", "Head", "head")
    place = tmp_path / "share"
    place.mkdir()
    found(place / "office", "AP", head, passphrase).store.close()
    (place / ".stfolder").mkdir()
    with pytest.raises(InSynchronisedFolder, match="Syncthing"):
        open_store(place / "office", passphrase)
    with pytest.raises(InSynchronisedFolder):
        found(place / "another", "AP", head, passphrase)
    assert not (place / "another").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_what_others_could_read_is_narrowed_when_it_is_opened(store, passphrase):
    store.close()
    store.folder.chmod(0o755)
    for path in store.folder.iterdir():
        path.chmod(0o644)
    open_store(store.folder, passphrase).close()
    assert store.folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in store.folder.iterdir())
