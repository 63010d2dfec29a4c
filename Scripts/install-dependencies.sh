#!/usr/bin/env bash
# Installs what the Swift toolchain needs to build and test this package, as far as it is missing.
# Asks the system, not the package manager, whether something is there; touches apt only when it is not.
set -euo pipefail

# Whether the loader finds a shared library.
has_library() {
  /sbin/ldconfig -p | grep -q "$1"
}

# Whether the C compiler's own directory, of any version, holds a file.
has_compiler_file() {
  compgen -G "/usr/lib/gcc/*/*/$1" >/dev/null
}

# Whether the programs of a PostgreSQL server, version 15 or later, are there: the tests start one.
has_postgres_server() {
  local initdb
  initdb=$(compgen -G "/usr/lib/postgresql/*/bin/initdb" | sort -V | tail -1 || command -v initdb)
  [[ $("$initdb" --version) =~ \ ([0-9]+) ]] && ((BASH_REMATCH[1] >= 15))
}

missing=()

# need PACKAGE CHECK...: notes the package unless the check succeeds.
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

need git command -v git
need binutils command -v ld
need libc6-dev test -e /usr/include/stdio.h
need gcc has_compiler_file libgcc.a
need g++ has_compiler_file libstdc++.so
need libcurl4 has_library libcurl.so.4
need libxml2 has_library libxml2.so.2
need libsqlite3-0 has_library libsqlite3.so.0
need libncurses6 has_library libncurses.so.6
need libuuid1 has_library libuuid.so.1
# Charts of HTML reports; the validator that tests hold the summary's schema against.
need libjs-chart.js test -e /usr/share/javascript/chart.js/chart.min.js
need python3-jsonschema /usr/bin/python3 -c 'import jsonschema'
need pkg-config command -v pkg-config
need libpq-dev pkg-config --exists libpq
need postgresql has_postgres_server
need zlib1g-dev test -e /usr/include/zlib.h
need libzstd-dev test -e /usr/include/zstd.h

if ((${#missing[@]} > 0)); then
  if ! command -v apt-get >/dev/null; then
    echo "Missing: ${missing[*]}. There is no apt-get here; please install them by other means." >&2
    exit 1
  fi
  as_root=()
  if [[ $(id -u) != 0 ]]; then
    if ! command -v sudo >/dev/null; then
      echo "Missing: ${missing[*]}. Please run as root: apt-get install ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if ! command -v swift >/dev/null; then
  echo "There is no Swift toolchain in PATH. Version 6.2 or later: https://www.swift.org/install/" >&2
  exit 1
fi
