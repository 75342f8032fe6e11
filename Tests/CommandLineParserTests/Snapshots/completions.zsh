#compdef press
# zsh completion for press. To load it, in a directory of $fpath:
#   press completions zsh > ~/.zfunc/_press

_press() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C -S -s \
    '(- *)'{-h,--help}'[Show help information.]' \
    '(- *)--version[Show the version.]' \
    '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'run:Train what is missing, then write the report.'
        'runs:List, show and remove stored runs.'
        'doctor:Explain this machine.'
      )
      _describe command commands ;;
    rest)
      case $line[1] in
        run) _press_run ;;
        runs) _press_runs ;;
        doctor) _press_doctor ;;
      esac ;;
  esac
}

_press_run() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -S -s \
    '(--data)--data=[Where the data sets are.]:dir:_files -/' \
    '(--jobs -j)--jobs=[How many runs to train side by side.]:n:' \
    '(--jobs -j)-j[How many runs to train side by side.]:n:' \
    '(--seeds)--seeds=[Seeds for each configuration.]:n:' \
    '*--format=[A format to write; may be given again.]:format:(html pdf json)' \
    '*-f[A format to write; may be given again.]:format:(html pdf json)' \
    '(--quiet -q)--quiet[Say nothing but problems.]' \
    '(--quiet -q)-q[Say nothing but problems.]' \
    '(--dry-run -n)--dry-run[Change nothing.]' \
    '(--dry-run -n)-n[Change nothing.]' \
    '(- *)'{-h,--help}'[Show help information.]' \
    ':notebook:_files -g "*.(md)"'
}

_press_runs() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C -S -s \
    '(--data)--data=[Where the data sets are.]:dir:_files -/' \
    '(- *)'{-h,--help}'[Show help information.]' \
    '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands=(
        'list:List the runs.'
        'show:Show some runs: it'\''s all there.'
      )
      _describe command commands ;;
    rest)
      case $line[1] in
        list) _press_runs_list ;;
        show) _press_runs_show ;;
      esac ;;
  esac
}

_press_runs_list() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -S -s \
    '(--data)--data=[Where the data sets are.]:dir:_files -/' \
    '(- *)'{-h,--help}'[Show help information.]'
}

_press_runs_show() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -S -s \
    '(--data)--data=[Where the data sets are.]:dir:_files -/' \
    '(- *)'{-h,--help}'[Show help information.]' \
    '*:id:'
}

_press_doctor() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -S -s \
    '(- *)'{-h,--help}'[Show help information.]'
}

if [[ $funcstack[1] == _press ]]; then
  _press "$@"
else
  compdef _press press
fi
