# bash completion for press. To load it in every shell:
#   press completions bash > ~/.local/share/bash-completion/completions/press

_press_files() {
  # $1: a pattern that names must match; directories are always offered.
  local IFS=$'\n' name
  COMPREPLY=()
  for name in $(compgen -f -- "$cur"); do
    # shellcheck disable=SC2053
    if [[ -d $name || $name == $1 ]]; then COMPREPLY+=("$name"); fi
  done
  compopt -o filenames 2>/dev/null
}

_press_directories() {
  local IFS=$'\n'
  # shellcheck disable=SC2207
  COMPREPLY=($(compgen -d -- "$cur"))
  compopt -o filenames 2>/dev/null
}

_press_words() {
  local IFS=$' \n'
  # shellcheck disable=SC2207
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_press() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=press i
  shopt -s extglob
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path ${COMP_WORDS[i]}" in
      'press run' | 'press runs' | 'press runs list' | 'press runs show' | 'press doctor') path="$path ${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path $prev" in
    'press run --data') _press_directories; return ;;
    'press run --jobs' | 'press run -j') :; return ;;
    'press run --seeds') :; return ;;
    'press run --format' | 'press run -f') _press_words 'html pdf json'; return ;;
    'press runs --data') _press_directories; return ;;
    'press runs list --data') _press_directories; return ;;
    'press runs show --data') _press_directories; return ;;
  esac
  case "$path" in
    'press')
      if [[ $cur == -* ]]; then _press_words '--help --version'
      else _press_words 'run runs doctor'
      fi ;;
    'press run')
      if [[ $cur == -* ]]; then _press_words '--data --jobs -j --seeds --format -f --quiet -q --dry-run -n --help'
      else _press_files '*.@(md)'
      fi ;;
    'press runs')
      if [[ $cur == -* ]]; then _press_words '--data --help'
      else _press_words 'list show'
      fi ;;
    'press runs list')
      if [[ $cur == -* ]]; then _press_words '--data --help'
      else :
      fi ;;
    'press runs show')
      if [[ $cur == -* ]]; then _press_words '--data --help'
      else :
      fi ;;
    'press doctor')
      if [[ $cur == -* ]]; then _press_words '--help'
      else :
      fi ;;
  esac
}

complete -F _press press
