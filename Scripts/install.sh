#!/usr/bin/env bash
# Installs the program and the shells' completions under a prefix, or removes them:
#
#   Scripts/install.sh PREFIX PROGRAM
#   Scripts/install.sh --remove PREFIX
set -euo pipefail

completions() {
  printf '%s\n' "bash $1/share/bash-completion/completions/offprint" "zsh $1/share/zsh/site-functions/_offprint" \
    "fish $1/share/fish/vendor_completions.d/offprint.fish"
}

if [[ $1 == --remove ]]; then
  prefix=$2
  rm -f "$prefix/bin/offprint"
  completions "$prefix" | while read -r _ file; do rm -f "$file"; done
  echo "removed offprint from $prefix"
  exit 0
fi

prefix=$1 program=$2
mkdir -p "$prefix/bin"
install -m 755 "$program" "$prefix/bin/offprint"
completions "$prefix" | while read -r shell file; do
  mkdir -p "$(dirname "$file")"
  "$program" completions "$shell" >"$file"
done
echo "installed $prefix/bin/offprint, with completions for bash, zsh and fish"
