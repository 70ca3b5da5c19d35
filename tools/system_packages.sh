#!/bin/sh
# The system step: what pip cannot bring. Installs it as root, else prints the one line that does.
#
#     sh tools/system_packages.sh run|test|proof|build [PYTHON]
#
# run: what the window and the documents need. test: also a screen in memory, the PDF tools and the
# Java of veraPDF.
# proof: also the office program that reads what leaves. build: what packs the program.
# What is there already is found by looking for the library or command itself, so that a system
# without apt passes as soon as it has them. Exit 0 when nothing is missing.
set -eu

level=${1:?run, test, proof or build}
python=${2:-python3}

libraries="
libEGL.so.1             libegl1
libGL.so.1              libgl1
libglib-2.0.so.0        libglib2.0-0
libfontconfig.so.1      libfontconfig1
libdbus-1.so.3          libdbus-1-3
libxkbcommon.so.0       libxkbcommon0
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-shape.so.0       libxcb-shape0
"
commands_for_tests="
Xvfb        xvfb
xauth       xauth
pdftotext   poppler-utils
dbus-daemon dbus-daemon
strace      strace
cc          gcc
faketime    faketime
java        default-jre-headless
"
commands_for_proofs="
soffice     libreoffice-calc-nogui
"
commands_for_builds="
objdump     binutils
"
# The accessibility bus, over which tests work as a screen reader does
files_for_tests="
/usr/libexec/at-spi-bus-launcher    at-spi2-core
/usr/include/stdio.h                libc6-dev
"

missing_libraries() {
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
    echo "$libraries" | while read -r library package; do
        case $known in *"$library "*) ;; *) echo "$package" ;; esac
    done
}

missing_commands() {
    echo "$1" | while read -r command package; do
        [ -z "$command" ] || command -v "$command" >/dev/null || echo "$package"
    done
}

missing_files() {
    echo "$files_for_tests" | while read -r file package; do
        [ -z "$file" ] || [ -e "$file" ] || echo "$package"
    done
}

missing_venv() { # Debian keeps the part of Python that puts pip into a new environment apart
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

[ "$(uname -s)" = Linux ] || exit 0 # elsewhere Qt's own package holds what it needs

missing=$(
    missing_venv
    missing_libraries
    case $level in test | proof) missing_commands "$commands_for_tests" && missing_files ;; esac
    if [ "$level" = proof ]; then missing_commands "$commands_for_proofs"; fi
    if [ "$level" = build ]; then missing_commands "$commands_for_builds"; fi
)
missing=$(echo "$missing" | xargs)
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends $missing"
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The system lacks what Qt or the tests need. As root, run this line and then make again:" >&2
    echo "    $install" >&2
    exit 1
fi
echo "== System step: $install"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
$install
