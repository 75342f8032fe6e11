#!/usr/bin/env bash
# Installs what Offprint needs beside Swift and git, through the system's package manager; what is there is left alone.
#
#   Scripts/setup.sh          libraries and fonts: what building and reports need
#   Scripts/setup.sh test     also the independent tools that the tests read reports back with
set -euo pipefail
cd "$(dirname "$0")/.."

# Libraries with their headers, the fonts of reports, and how to find them.
build_packages=(
  make pkg-config
  libpango1.0-dev libcairo2-dev libharfbuzz-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev zlib1g-dev libssl-dev
  libopenblas-dev libmicrohttpd-dev libhyphen-dev hyphen-en-us
  fontconfig fonts-texgyre fonts-dejavu-core
  ca-certificates
)
# Readers of PDF and HTML, and Python for reading JSON and safetensors; without them their tests are skipped, loudly.
test_packages=(poppler-utils qpdf python3 python3-venv python3-numpy python3-pil python3-jsonschema chromium)
test_modules=(numpy safetensors jsonschema pyyaml axe-core-python)
# The tools that ‘offprint export’ writes for: each installed by itself, so that one that cannot be had keeps no other away.
export_modules=("onnx onnxruntime" "nbformat nbconvert ipykernel" "mlflow-skinny" "tensorboard" "dvc")

brew_build_packages=(pkgconf pango harfbuzz cmark-gfm libyaml zlib openssl@3 openblas libmicrohttpd hyphen font-tex-gyre-heros font-tex-gyre-termes)
brew_test_packages=(poppler qpdf python)

say() { printf 'setup: %s\n' "$*"; }
fail() {
  printf 'setup: error: %s\n' "$1" >&2
  exit 1
}

check_swift() {
  command -v swift >/dev/null || fail "there is no ‘swift’ on the PATH; Swift 6.2 or newer is at https://www.swift.org/install"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  local major=${version%%.*} minor=${version##*.}
  if ((major < 6 || (major == 6 && minor < 2))); then
    fail "this is Swift ${version}; Offprint needs 6.2 or newer, from https://www.swift.org/install"
  fi
}

is_installed() { [[ $(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]; }

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "installing packages needs root, and there is no sudo; as root: apt-get install ${missing[*]}"
  fi
}

# A package of their own since Debian 12; Ubuntu 22.04 has them in fonts-texgyre.
has_math_fonts() {
  { dpkg-query -L fonts-texgyre fonts-texgyre-math 2>/dev/null || true; } | grep -c 'texgyrepagella-math\.otf$' >/dev/null
}

apt_updated=no
# Installs the packages in the array `missing`.
apt_install() {
  say "installing ${missing[*]}"
  if [[ $apt_updated == no ]]; then
    as_root apt-get update -q -o Dpkg::Use-Pty=0 >/dev/null || say "warning: the package lists could not be renewed"
    apt_updated=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
}

setup_debian() {
  missing=()
  for package in "${build_packages[@]}"; do is_installed "$package" || missing+=("$package"); done
  if ((${#missing[@]})); then
    apt_install || fail "apt-get could not install: ${missing[*]}"
  fi
  if ! has_math_fonts; then
    missing=(fonts-texgyre-math)
    apt_install || fail "apt-get could not install: ${missing[*]}"
  fi
  [[ $1 == test ]] || return 0
  local wanted=()
  for package in "${test_packages[@]}"; do is_installed "$package" || wanted+=("$package"); done
  # One by one: a tool that this release does not have must not keep the others away.
  for package in ${wanted[@]+"${wanted[@]}"}; do
    if [[ $package == chromium ]] && { command -v chromium || command -v google-chrome; } >/dev/null; then continue; fi
    missing=("$package")
    apt_install || say "warning: $package could not be installed; the tests that need it will be skipped and say so"
  done
}

setup_macos() {
  command -v brew >/dev/null || fail "there is no ‘brew’ on the PATH; it is at https://brew.sh"
  local wanted=("${brew_build_packages[@]}")
  if [[ $1 == test ]]; then wanted+=("${brew_test_packages[@]}"); fi
  local installed
  installed=$(brew list -1)
  for package in "${wanted[@]}"; do
    if grep -qx "$package" <<<"$installed"; then continue; fi
    say "installing $package"
    brew install -q "$package"
  done
}

# Another system: its own packages, found by pkg-config.
setup_other() {
  command -v pkg-config >/dev/null || fail "install pkg-config and, with their headers: pango, cairo, harfbuzz, cmark-gfm, libyaml, zlib, OpenSSL, OpenBLAS, libmicrohttpd"
  local library absent=()
  for library in pangocairo harfbuzz libcmark-gfm yaml-0.1 zlib libcrypto openblas libmicrohttpd; do
    pkg-config --exists "$library" || absent+=("$library")
  done
  ((${#absent[@]} == 0)) || fail "pkg-config does not find ${absent[*]}; install them with their headers"
}

# Fails where a package is not there; by the names that pip knows, which are not always those of the modules.
are_installed='import sys; from importlib.metadata import version; [version(name) for name in sys.argv[1:]]'

# Python modules for the tests, apart from the system's, where they can be had.
setup_python() {
  local python=/usr/bin/python3
  [[ -x $python ]] || python=$(command -v python3) || return 0
  if [[ -x .venv/bin/python3 ]] && .venv/bin/python3 -c "$are_installed" "${test_modules[@]}" 2>/dev/null; then
    setup_export_modules
    return 0
  fi
  say "installing ${test_modules[*]} for Python in .venv"
  if ! "$python" -m venv --system-site-packages .venv >/dev/null 2>&1; then
    say "warning: python3 -m venv failed; the tests that need Python modules will be skipped and say so"
    return 0
  fi
  timeout 180 .venv/bin/pip install -q --disable-pip-version-check --retries 1 --timeout 10 "${test_modules[@]}" \
    >/dev/null 2>&1 || say "warning: pip could not install them all; the tests that need them will be skipped and say so"
  setup_export_modules
}

# As far as they can be had: about 90 seconds and 400 MB on a fresh machine.
setup_export_modules() {
  local group
  for group in "${export_modules[@]}"; do
    read -ra modules <<<"$group"
    if .venv/bin/python3 -c "$are_installed" "${modules[@]}" 2>/dev/null; then continue; fi
    say "installing $group for Python in .venv"
    timeout 150 .venv/bin/pip install -q --disable-pip-version-check --retries 1 --timeout 10 "${modules[@]}" \
      >/dev/null 2>&1 || say "warning: pip could not install $group; the tests of exports for it will be skipped and say so"
  done
}

what=${1:-build}
check_swift
case "$(uname -s)" in
  Linux) if command -v apt-get >/dev/null; then setup_debian "$what"; else setup_other; fi ;;
  Darwin) setup_macos "$what" ;;
  *) setup_other ;;
esac
if [[ $what == test ]]; then setup_python; fi
say "everything that $([[ $what == test ]] && echo testing || echo building) needs is there"
