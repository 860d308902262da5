#!/bin/sh
# Debian: postrm; rpm: %postun, whose word is the number of versions that are left. Also called, with another word, when a
# newer version takes this one's place: nothing is undone then.
# What is the administrator's (/etc/vigie) and what is the users' (their profiles) stays.
set -e

app='/opt/${sanitizedProductName}'
program='${executable}'

case "$1" in
    remove | purge | 0)
        # Its program is gone by now, which the tool would warn of.
        update-alternatives --quiet --remove "$program" "$app/$program" || true
        profile="/etc/apparmor.d/$program"
        if [ -e "$profile" ]; then
            if [ -e /sys/kernel/security/apparmor/profiles ] && command -v apparmor_parser >/dev/null 2>&1; then
                apparmor_parser --remove "$profile" || true
            fi
            rm -f "$profile"
        fi
        ;;
esac
