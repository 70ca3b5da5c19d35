"""How a Linux system knows the program: menu entry, icons, metainfo, kinds of files, manual page,
completion in shells."""

from __future__ import annotations

import datetime
import gzip
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from ..places import ROOT, moment
from ..product import ICON, IDENTIFIER, NAME, PACKAGE, SUMMARY, icons, version

COMMENTS: Mapping[str, str] = {
    "fr": "Le poste de travail hors ligne d’un bureau régional de liaison (RILO)",
    "es": "El puesto de trabajo sin conexión de una oficina regional de enlace (RILO)",
    "pt": "O posto de trabalho offline de um escritório regional de ligação (RILO)",
    "ru": "Автономное рабочее место регионального бюро связи (RILO)",
    "ar": "محطة العمل دون اتصال لمكتب الاتصال الإقليمي (RILO)",
}
KINDS: Mapping[str, tuple[str, str]] = {
    "application/x-rilo-backup": ("rilobackup", "Backup of a RILO office"),
    "application/x-rilo-card": ("rilocard", "Identity card of a RILO office"),
    "application/x-rilo-update": ("riloupdate", "New version of RILO Desktop"),
}
"""Media type of each kind of file that is the program's own: its ending, and what it is called."""


def write(root: Path, command: str) -> None:
    """Below `root`, which stands for /usr or ~/.local. `command` starts the program."""
    share = root / "share"
    _text(share / "applications" / f"{IDENTIFIER}.desktop", entry(command))
    _text(share / "metainfo" / f"{IDENTIFIER}.metainfo.xml", metainfo())
    _text(share / "mime" / "packages" / f"{PACKAGE}.xml", media_types())
    hicolor = share / "icons" / "hicolor"
    for path in icons(root.parent / "icons"):
        size = path.stem.removeprefix("icon-")
        _copied(path, hicolor / f"{size}x{size}" / "apps" / f"{IDENTIFIER}.png")
    _copied(ICON, hicolor / "scalable" / "apps" / f"{IDENTIFIER}.svg")
    write_console(share)


def write_console(share: Path) -> None:
    """Manual pages and completion of `rilo`, where man, bash and zsh look for them."""
    from rilo_desktop.cli.completion import completion
    from rilo_desktop.cli.manual_page import manual_page
    from rilo_desktop.cli.parser import parser
    from rilo_desktop.language import window_languages

    for language in window_languages():
        page = manual_page(parser(language)).encode()
        place = share / "man" / ("" if language == "en" else language) / "man1" / "rilo.1.gz"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(gzip.compress(page, mtime=0))
        place.chmod(0o644)
    commands = parser()
    _text(share / "bash-completion" / "completions" / "rilo", completion(commands, "bash"))
    _text(share / "zsh" / "vendor-completions" / "_rilo", completion(commands, "zsh"))


def entry(command: str) -> str:
    comments = "".join(f"Comment[{code}]={said}\n" for code, said in COMMENTS.items())
    kinds = "".join(f"{kind};" for kind in KINDS)
    return (
        f"[Desktop Entry]\nType=Application\nVersion=1.5\nName={NAME}\nComment={SUMMARY}\n"
        f"{comments}Exec={command} %f\nIcon={IDENTIFIER}\nTerminal=false\n"
        f"Categories=Office;Database;\nMimeType={kinds}\nStartupWMClass={PACKAGE}\n"
    )


def metainfo() -> str:
    day = datetime.datetime.fromtimestamp(int(moment()), datetime.UTC).date()
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{IDENTIFIER}</id>
  <name>{NAME}</name>
  <summary>{escape(SUMMARY)}</summary>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>Apache-2.0</project_license>
  <developer id="org.rilo"><name>RILO Desktop project</name></developer>
  <description>
    <p>Case studies, risk indicators and action items of a Regional Intelligence Liaison Office of
    the World Customs Organization, in one encrypted folder. Submissions leave as PDF files. No
    network is ever needed.</p>
  </description>
  <launchable type="desktop-id">{IDENTIFIER}.desktop</launchable>
  <provides>
    <binary>rilo-desktop</binary>
    <binary>rilo</binary>
  </provides>
  <content_rating type="oars-1.1"/>
  <releases><release version="{version()}" date="{day}"/></releases>
</component>
"""


def media_types() -> str:
    kinds = "".join(
        f'  <mime-type type="{kind}">\n    <comment>{escape(said)}</comment>\n'
        f'    <glob pattern="*.{ending}"/>\n  </mime-type>\n'
        for kind, (ending, said) in KINDS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "www.freedesktop.org/standards/shared-mime-info"
    return f'{head}<mime-info xmlns="http://{space}">\n{kinds}</mime-info>\n'


def licences(target: Path) -> None:
    """Debian's copyright file: ours, and where those of the rest are."""
    said = (
        f"{NAME} is licensed under Apache-2.0; its text is below. It brings other works with it;\n"
        "their licences lie in _internal/rilo_desktop/assets/licences beside the program, and\n"
        "stand in its window under About.\n\n"
    )
    _text(target, said + (ROOT / "LICENSE").read_text("utf-8"))


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    path.chmod(0o644)


def _copied(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
    target.chmod(0o644)
