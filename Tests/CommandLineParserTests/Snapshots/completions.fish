# fish completion for press. To load it in every shell:
#   press completions fish > ~/.config/fish/completions/press.fish

function __press_at
    # Whether the command line stands at the command whose names are $argv.
    set -l path press
    for word in (commandline -opc)[2..-1]
        switch "$path $word"
            case 'press run' 'press runs' 'press runs list' 'press runs show' 'press doctor'
                set path "$path $word"
        end
    end
    test "$path" = "$argv"
end

complete -c press -f
complete -c press -n '__press_at press' -a 'run' -d 'Train what is missing, then write the report.'
complete -c press -n '__press_at press' -a 'runs' -d 'List, show and remove stored runs.'
complete -c press -n '__press_at press' -a 'doctor' -d 'Explain this machine.'
complete -c press -n '__press_at press' -l version -d 'Show the version.'
complete -c press -n '__press_at press' -s h -l help -d 'Show help information.'
complete -c press -n '__press_at press run' -l data -r -a '(__fish_complete_directories)' -d 'Where the data sets are.'
complete -c press -n '__press_at press run' -s j -l jobs -r -d 'How many runs to train side by side.'
complete -c press -n '__press_at press run' -l seeds -r -d 'Seeds for each configuration.'
complete -c press -n '__press_at press run' -s f -l format -r -a 'html pdf json' -d 'A format to write; may be given again.'
complete -c press -n '__press_at press run' -s q -l quiet -d 'Say nothing but problems.'
complete -c press -n '__press_at press run' -s n -l dry-run -d 'Change nothing.'
complete -c press -n '__press_at press run' -a '(__fish_complete_suffix .md)'
complete -c press -n '__press_at press run' -s h -l help -d 'Show help information.'
complete -c press -n '__press_at press runs' -a 'list' -d 'List the runs.'
complete -c press -n '__press_at press runs' -a 'show' -d 'Show some runs: it\'s all there.'
complete -c press -n '__press_at press runs' -l data -r -a '(__fish_complete_directories)' -d 'Where the data sets are.'
complete -c press -n '__press_at press runs' -s h -l help -d 'Show help information.'
complete -c press -n '__press_at press runs list' -l data -r -a '(__fish_complete_directories)' -d 'Where the data sets are.'
complete -c press -n '__press_at press runs list' -s h -l help -d 'Show help information.'
complete -c press -n '__press_at press runs show' -l data -r -a '(__fish_complete_directories)' -d 'Where the data sets are.'
complete -c press -n '__press_at press runs show' -s h -l help -d 'Show help information.'
complete -c press -n '__press_at press doctor' -s h -l help -d 'Show help information.'
