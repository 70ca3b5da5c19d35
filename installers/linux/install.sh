#!/bin/sh
# What the .run does once it is unpacked: installs for this user, without root.
#
#     sh RILO-Desktop-VERSION.run                      install, or upgrade in place
#     sh RILO-Desktop-VERSION.run -- --uninstall       take it away; offices stay where they are
set -eu

package=rilo-desktop
data=${XDG_DATA_HOME:-"$HOME/.local/share"}
programs="$HOME/.local/bin"
place="$HOME/.local/opt/$package"
listed="$place/installed-files"

refuse() {
    echo "$1" >&2
    exit 5
}

# The program hides its memory from other processes, and Linux the link to its file with it: it is
# known by its name and its user
is_running() {
    for process in /proc/[0-9]*; do
        case "$(cat "$process/comm" 2>/dev/null || true)" in
        "$package" | rilo) ;;
        *) continue ;;
        esac
        user=$(sed -n 's/^Uid:[[:space:]]*\([0-9]*\).*/\1/p' "$process/status" 2>/dev/null || true)
        [ "$user" != "$(id -u)" ] || return 0
    done
    return 1
}

take_away_entries() {
    [ -f "$listed" ] || return 0
    while read -r file; do rm -f "$file"; done <"$listed"
}

take_away_former_entries() { # those of the version before that this one has not
    [ -f "$place/former-files" ] || return 0
    while read -r file; do
        grep -qxF "$file" "$listed" || rm -f "$file"
    done <"$place/former-files"
    rm -f "$place/former-files"
}

refresh() { # what the desktop keeps of its menus and icons; each may be missing
    update-desktop-database "$data/applications" 2>/dev/null || true
    update-mime-database "$data/mime" 2>/dev/null || true
    gtk-update-icon-cache -q -t "$data/icons/hicolor" 2>/dev/null || true
}

if is_running; then
    refuse "RILO Desktop is running. Close it, then start this again. Nothing was changed."
fi

if [ "${1:-}" = --uninstall ]; then
    [ -d "$place" ] || refuse "RILO Desktop is not installed for this user."
    take_away_entries
    rm -rf "$place"
    refresh
    echo "RILO Desktop was taken away. Offices stay where they are, usually in"
    echo "    $data/$package"
    exit 0
fi

# Beside first, then swapped: an installation that is cut off leaves the old one working
rm -rf "$place.new"
mkdir -p "$(dirname "$place")" "$programs"
if ! cp -R program "$place.new"; then
    rm -rf "$place.new"
    refuse "There is no room for RILO Desktop in $(dirname "$place"). Nothing was changed."
fi
[ ! -f "$listed" ] || cp "$listed" "$place.new/former-files"
: >"$place.new/installed-files"
entry="entries/share/applications/org.rilo.Desktop.desktop"
sed "s|^Exec=[^ ]*|Exec=\"$place/$package\"|" "$entry" >entry.new
mv entry.new "$entry"
(cd entries && find . -type f) | while read -r file; do
    target="$data/${file#./share/}"
    mkdir -p "$(dirname "$target")"
    cp "entries/$file" "$target.new"
    mv "$target.new" "$target"
    echo "$target" >>"$place.new/installed-files"
done
for name in rilo-desktop rilo; do
    ln -sf "$place/$name" "$programs/$name"
    echo "$programs/$name" >>"$place.new/installed-files"
done
rm -rf "$place.old"
[ ! -d "$place" ] || mv "$place" "$place.old"
mv "$place.new" "$place"
rm -rf "$place.old"
take_away_former_entries
refresh
echo "RILO Desktop is installed in $place."
echo "It is in the menu of the desktop; in a terminal it is $programs/rilo-desktop."
