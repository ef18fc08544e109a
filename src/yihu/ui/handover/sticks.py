"""The sticks that are plugged in now."""

from pathlib import Path

from PySide6.QtCore import QStorageInfo

_PLACES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_REMOVABLE_TYPES = (b"vfat", b"exfat", b"msdos", b"FAT32", b"FAT", b"exFAT")


def list_sticks() -> tuple[tuple[str, Path], ...]:
    """Name and path of each plugged-in stick that can be written."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if not volume.isValid() or not volume.isReady() or volume.isReadOnly() or volume.isRoot():
            continue
        root = volume.rootPath()
        at_place = any(root.startswith(place) for place in _PLACES)
        if at_place or (volume.fileSystemType().data() in _REMOVABLE_TYPES and not root.startswith("/boot")):
            free = volume.bytesAvailable() / 1024**3
            found.append((f"{volume.displayName() or root}（{free:,.1f} GB）", Path(root)))
    return tuple(found)
