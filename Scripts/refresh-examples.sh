#!/usr/bin/env bash
# Runs the commands in the `console` blocks of the docs and puts what they print in place of what the
# pages show. A test holds the pages against the program; this is for when the program has changed on
# purpose. Read the difference before you commit it.
#
# Usage: Scripts/refresh-examples.sh [PAGE...]   (default: every page with such blocks)
#   SIMULATOR  the program (default: .build/release/simulator)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

SIMULATOR=$(realpath "${SIMULATOR:-.build/release/simulator}")
pages=("$@")
if ((${#pages[@]} == 0)); then
  mapfile -t pages < <(grep -l '^```console$' README.md docs/*.md)
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# execute COMMAND: prints what a terminal would show and leaves the exit code in $folder.code.
execute() {
  local code=0
  (cd "$folder" && PATH="$(dirname "$SIMULATOR"):$PATH" sh -c "$1" </dev/null 2>&1) || code=$?
  echo "$code" >"$folder.code"
}

# The page on standard input with fresh output on standard output.
refresh() {
  local line place=text
  while IFS= read -r line; do
    case $place$line in
      'text```console') place=console ;;
      'console```') place=text ;;
      console'$ echo $?')
        printf '%s\n' "$line"
        line=$(cat "$folder.code")
        ;;
      console'$ '*)
        printf '%s\n' "$line"
        execute "${line#\$ }"
        continue
        ;;
      console*) continue ;;
    esac
    printf '%s\n' "$line"
  done
}

for page in "${pages[@]}"; do
  rm -rf "${folder:?}"/*
  refresh <"$page" >"$folder.page"
  cp "$folder.page" "$page"
  rm -f "$folder.page" "$folder.code"
done
