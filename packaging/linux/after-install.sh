#!/bin/sh
# Debian: postinst. The packager's own one asks whether user namespaces work, as root, for whom they always do, and then
# takes the setuid bit away: on a hardened Debian, or where AppArmor forbids them to everyone else, the product aborts.
set -e

app='/opt/${sanitizedProductName}'
program='${executable}'

# Chromium takes user namespaces where they work, and this helper where they do not.
chown root:root "$app/chrome-sandbox"
chmod 4755 "$app/chrome-sandbox"

update-alternatives --install "/usr/bin/$program" "$program" "$app/$program" 100

# Ubuntu 24.04 and later allow user namespaces to the programs that a profile names. An AppArmor that does not understand
# the profile (Debian 12, Ubuntu 22.04) does not forbid them either.
if [ -d /etc/apparmor.d ] && command -v apparmor_parser >/dev/null 2>&1; then
    profile="/etc/apparmor.d/$program"
    if apparmor_parser --skip-kernel-load --skip-cache "$app/resources/apparmor-profile" >/dev/null 2>&1; then
        install -o root -g root -m 644 "$app/resources/apparmor-profile" "$profile"
        # Not in a chroot, where images are made: the kernel there is another machine's.
        if [ -e /sys/kernel/security/apparmor/profiles ] && ! { command -v ischroot >/dev/null 2>&1 && ischroot; }; then
            apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
        fi
    else
        rm -f "$profile"
    fi
fi
