# The failed tests of a log of `swift test`, each with what its issues say, so that the end of a log tells why. What a test
# says may be a whole page: of each issue 30 lines are shown, of each test 8 issues, of each line 400 characters.
# A run that ends without its last line (a crash, a time limit) names the tests that were still under way.

function shorten(line) { return length(line) > 400 ? substr(line, 1, 400) " …" : line }

# Events begin with a sign and one of these words; all else belongs to the issue above it.
/^[^ ]+ (Test|Suite) / || /^SKIPPED: / { issue = 0 }

/^[^ ]+ Test .* recorded an issue/ {
  name = $0
  sub(/^[^ ]+ Test /, "", name)
  text = name
  sub(/ recorded an issue.*/, "", name)
  sub(/.* recorded an issue /, "", text)
  issue = ++issues[name]
  lines[name, issue] = 0
  $0 = text
}

issue { said[name, issue, ++lines[name, issue]] = shorten($0) }

/^[^ ]+ Test case / { next }

/^[^ ]+ Test .* started\.$/ {
  name = $0
  gsub(/^[^ ]+ Test | started\.$/, "", name)
  if (!(name in running)) order[++started] = name
  running[name] = 1
}

/^[^ ]+ Test run with .* (passed|failed) after / { isComplete = 1; next }

/^[^ ]+ Test .* (passed|failed|skipped)( after |: |\.)/ {
  name = $0
  sub(/^[^ ]+ Test /, "", name)
  if (name ~ / failed after /) failures[++failed] = shorten(name)
  sub(/( with [0-9]+ test cases?)? (passed|failed|skipped)( after |: |\.).*/, "", name)
  running[name] = 0
  if (failed in failures && !(failed in names)) names[failed] = name
}

END {
  for (f = 1; f <= failed; f++) {
    print "  " failures[f]
    name = names[f]
    for (i = 1; i <= issues[name] && i <= 8; i++) {
      for (l = 1; l <= lines[name, i] && l <= 30; l++) print "    " said[name, i, l]
      if (lines[name, i] > 30) printf "    … and %d more lines\n", lines[name, i] - 30
    }
    if (issues[name] > 8) printf "    … and %d more issues\n", issues[name] - 8
  }
  if (!isComplete && started) {
    print "  The tests did not come to their end. Still under way:"
    for (s = 1; s <= started; s++) if (running[order[s]] && ++shown <= 20) print "    " order[s]
    if (shown > 20) printf "    … and %d more\n", shown - 20
  }
}
