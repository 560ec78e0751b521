#!/usr/bin/env bash
# Makes pabal as one file that needs no .NET: bash tools/publish.sh [RID…]
# Each becomes artifacts/publish/pabal-VERSION-RID.tar.gz (.zip for Windows); SHA256SUMS has the sums of all that lie there. A platform whose runtime the package
# feed does not have is named at the end, and the exit code is 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
out=artifacts/publish
# The notices of the runtime lie where the SDK does.
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
version=$(dotnet msbuild src/Pabal.Cli -getProperty:Version)
[ $# -gt 0 ] || set -- linux-x64 linux-arm64 win-x64 osx-arm64

# The program, what is read with it, and nothing else: symbols lie within.
pack() {
  local rid=$1 name=pabal-$version-$1
  rm -rf "${out:?}/$name" "$out/$name.tar.gz" "$out/$name.zip"
  mkdir -p "$out/$name"
  dotnet publish src/Pabal.Cli -c Release -r "$rid" --self-contained -p:PublishSingleFile=true -p:PublishReadyToRun=true \
    -p:PublishReferencesDocumentationFiles=false -p:PublishDocumentationFile=false -o "$out/$name" || { rm -r "${out:?}/$name"; return 1; }
  # What IIS needs to run a program inside itself.
  rm -f "$out/$name/aspnetcorev2_inprocess.dll"
  cp LICENSE THIRD-PARTY-NOTICES.txt README.md README.ko.md docs/pabal.1 "$out/$name" || return
  cp "$sdk/ThirdPartyNotices.txt" "$out/$name/DOTNET-THIRD-PARTY-NOTICES.txt" || return
  if [[ $rid == win-* ]]; then
    (cd "$out" && python3 -m zipfile -c "$name.zip" "$name")
  else
    tar -C "$out" --sort=name --owner=0 --group=0 --numeric-owner -czf "$out/$name.tar.gz" "$name"
  fi
}

failed=
for rid in "$@"; do
  pack "$rid" || failed="$failed $rid"
done
(cd "$out" && sha256sum -- *.tar.gz *.zip 2>/dev/null >SHA256SUMS) || true
cat "$out/SHA256SUMS"
[ -z "$failed" ] || { echo "not made:$failed"; exit 1; }
