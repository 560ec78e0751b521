#!/usr/bin/env bash
# Takes the pictures of the inbox again, docs/pictures/inbox-*.png: bash tools/screenshots.sh
# Needs chromium and fonts-noto-cjk.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build tests/Pabal.Browser.Tests
PABAL_REQUIRE_PEERS=1 PABAL_PICTURES=$PWD/docs/pictures artifacts/bin/Pabal.Browser.Tests/debug/Pabal.Browser.Tests -class Pabal.Browser.Tests.Pictures
