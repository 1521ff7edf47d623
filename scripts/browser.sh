#!/bin/sh
# Richtet Chromium für die Browserprüfungen ein, wenn das ohne Rückfrage geht; sonst sagt es, was fehlt.
# Die Prüfungen laufen auch ohne Browser: Die Browserprüfungen werden dann übersprungen und als übersprungen gezählt.
set -u

first_of() {
    for name in "$@"; do
        if command -v "$name" >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

complete() {
    first_of chromium chromium-browser google-chrome && first_of chromedriver
}

explain() {
    echo "Browserprüfungen werden übersprungen: Chromium oder chromedriver fehlt ($1)."
    echo "  Debian:  sudo apt-get install chromium chromium-driver"
    echo "  Ubuntu:  sudo snap install chromium"
    echo "  Fedora:  sudo dnf install chromium chromedriver"
    exit 0
}

complete && exit 0
command -v apt-get >/dev/null 2>&1 || explain "hier gibt es kein apt-get"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    explain "zum Einrichten fehlen die Rechte"
fi

echo "Chromium wird für die Browserprüfungen eingerichtet."
export DEBIAN_FRONTEND=noninteractive
install="$as_root apt-get install --yes --quiet --no-install-recommends chromium chromium-driver"
$install </dev/null >/dev/null 2>&1 ||
    { $as_root apt-get update --quiet </dev/null >/dev/null 2>&1 && $install </dev/null >/dev/null 2>&1; }
complete || explain "das Einrichten mit apt-get ist gescheitert"
