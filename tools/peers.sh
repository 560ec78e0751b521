#!/usr/bin/env bash
# Puts Exim, OpenSMTPD and Dovecot where the tests look for them: bash tools/peers.sh
# They lie in a folder of their own, artifacts/peers/root, with the libraries they need, as if that were the whole system: Debian allows only one
# mail server at a time, and nothing of this machine is to change. The tests start each in a copy of that folder, which is its root.
# Does nothing where that was done already. Needs root, Debian 12, for whose versions the tests write the settings, and its archive.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

peers=$PWD/artifacts/peers
root=$peers/root
# Another list, or another way to unpack it, begins anew.
wanted=$(sha256sum tools/peers.sh)

if [ "$(cat "$peers/complete" 2>/dev/null)" = "$wanted" ]; then
  echo "Exim, OpenSMTPD and Dovecot are in $root"
  exit
elif [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo 'only root can unpack Exim, OpenSMTPD and Dovecot, and only on Debian'
  exit 1
fi

rm -rf "$peers"
mkdir -p "$peers/archives" "$root"/{dev,etc,run,tmp,usr/bin,var/spool}
: >"$peers/status"

# As on a machine where nothing is installed, so that every library comes along; what serves only to install is left out.
fetch() {
  local -a names apt=(apt-get -qq -o "Dir::State::status=$peers/status" -o APT::Sandbox::User=root --no-install-recommends)
  mapfile -t names < <("${apt[@]}" --print-uris install "$@" | awk '{ sub(/_.*/, "", $2); print $2 }' | grep -E '^(lib|zlib1g$|dash$|exim4|opensmtpd|dovecot)' | grep -v -- '-perl$')
  (cd "$peers/archives" && "${apt[@]}" download "${names[@]}")
}

apt-get -qq update
# Exim and OpenSMTPD exclude each other. dash is the shell that OpenSMTPD starts to deliver.
fetch exim4-daemon-light dovecot-core dovecot-lmtpd dovecot-submissiond
fetch opensmtpd dash
for package in "$peers"/archives/*.deb; do
  dpkg-deb -x "$package" "$root"
done
rm -r "$root"/usr/share/{doc,locale,man}
for folder in bin sbin lib lib64; do
  [ -e "$root/$folder" ] || ln -s "usr/$folder" "$root/$folder"
done
ln -s ../run "$root/var/run"

chmod 1777 "$root/tmp"
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 444 "$root/dev/urandom" c 1 9
echo '127.0.0.1 localhost' >"$root/etc/hosts"
id=100
echo 'root:x:0:0::/:/bin/sh' >"$root/etc/passwd"
for user in mail Debian-exim dovecot dovenull opensmtpd opensmtpq; do
  echo "$user:x:$id:$id::/:/bin/sh" >>"$root/etc/passwd"
  id=$((id + 1))
done
awk -F: '{ print $1 ":x:" $4 ":" }' "$root/etc/passwd" >"$root/etc/group"

echo "$(find "$peers/archives" -name '*.deb' | wc -l) packages are unpacked in $root:"
(cd "$peers/archives" && ls -1 exim4-daemon-light_* opensmtpd_* dovecot-core_*)
rm -r "$peers/archives" "$peers/status"
echo "$wanted" >"$peers/complete"
