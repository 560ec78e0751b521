#!/usr/bin/env bash
# Makes the pictures of the README again: bash docs/pictures/make.sh
# Needs a release build, rsvg-convert (librsvg2-bin), script (bsdutils), python3 and fonts-noto-cjk.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
pabal=$here/../../artifacts/bin/Pabal.Cli/release/pabal
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rsvg-convert "$here/pabal.svg" -o "$here/pabal.png"
cp "$here/pabal.png" "$work"
cd "$work"

command="pabal send --server sandbox --from '홍길동 <gil@example.com>' --to ann@example.com --bcc boss@example.com --subject 안녕하세요 --text '첫 메일입니다.' --attach pabal.png"
{
  printf '$ %s\n' "${command/ --subject/ \\$'\n'      --subject}"
  TERM=xterm-256color COLUMNS=100 script -qec "stty cols 100; PATH=$(dirname "$pabal"):\$PATH; $command" /dev/null </dev/null
} | python3 "$here/terminal.py" 'pabal send' >terminal.svg
rsvg-convert -z 1.5 terminal.svg -o "$here/terminal.png"
