import CommandLineParser
import Testing

@Suite("Reading command lines")
struct ParserTests {
  private func arguments(_ line: String) throws -> ParsedArguments {
    guard case .invocation(let invocation) = try Fixture.parse(line) else {
      throw UsageError("no invocation", path: [])
    }
    return invocation.arguments
  }

  private func failure(_ line: String) -> UsageError? {
    do {
      _ = try Fixture.parse(line)
      return nil
    } catch {
      return error
    }
  }

  @Test("a value may stand after a space or after an equals sign", arguments: ["--data d", "--data=d"])
  func longOption(words: String) throws {
    let arguments = try arguments("run a.md \(words)")
    #expect(arguments[Fixture.data] == "d")
    #expect(arguments[Fixture.notebook] == "a.md")
  }

  @Test("a short option takes its value joined, with an equals sign or apart", arguments: ["-j2", "-j=2", "-j 2"])
  func shortOption(words: String) throws {
    #expect(try arguments("run \(words) a.md")[Fixture.jobs] == 2)
  }

  @Test("short flags may stand in a cluster that an option ends")
  func cluster() throws {
    let arguments = try arguments("run -qnj4 a.md")
    #expect(arguments[Fixture.quiet] && arguments[Fixture.dryRun])
    #expect(arguments[Fixture.jobs] == 4)
  }

  @Test("what is left out has its default, or nothing")
  func defaults() throws {
    let arguments = try arguments("run a.md")
    #expect(arguments[Fixture.seeds] == 3)
    #expect(arguments[Fixture.data] == nil)
    #expect(arguments[Fixture.formats] == [])
    #expect(!arguments[Fixture.quiet])
  }

  @Test("an option given twice: the last one counts, unless it is a repeated one")
  func repetition() throws {
    let arguments = try arguments("run --seeds 4 a.md --seeds 5 -f html --format=pdf")
    #expect(arguments[Fixture.seeds] == 5)
    #expect(arguments[Fixture.formats] == ["html", "pdf"])
  }

  @Test("after -- nothing is an option")
  func terminator() throws {
    #expect(try arguments("run -- --data")[Fixture.notebook] == "--data")
  }

  @Test("a lone dash is a word, not an option")
  func dash() throws {
    #expect(try arguments("run -")[Fixture.notebook] == "-")
  }

  @Test("a group without a subcommand means its default one, whose options may follow directly")
  func defaultSubcommand() throws {
    for line in ["runs", "runs --data x", "runs list --data x"] {
      guard case .invocation(let invocation) = try Fixture.parse(line) else {
        Issue.record("no invocation")
        return
      }
      #expect(invocation.path == ["press", "runs", "list"])
      #expect(invocation.arguments[Fixture.data] == (line == "runs" ? nil : "x"))
    }
  }

  @Test("help is given wherever it is asked for, even beside mistakes before it is seen")
  func help() throws {
    for (line, expected) in [
      ("", ["press"]), ("--help", ["press"]), ("run -h", ["press", "run"]),
      ("run a.md --help", ["press", "run"]), ("runs --help", ["press", "runs"]),
      ("runs show x -h", ["press", "runs", "show"]),
    ] {
      guard case .help(let path) = try Fixture.parse(line) else {
        Issue.record("no help for ‘\(line)’")
        continue
      }
      #expect(path == expected)
    }
  }

  @Test("the program's own requests are understood")
  func programRequests() throws {
    guard case .version = try Fixture.parse("--version") else { Issue.record("no version"); return }
    for line in ["--generate-completion-script zsh", "--generate-completion-script=zsh"] {
      guard case .completions(.zsh) = try Fixture.parse(line) else { Issue.record("no script"); return }
    }
  }

  @Test(
    "a mistake is named, with what was probably meant",
    arguments: [
      ("rnu a.md", "‘press’ has no command ‘rnu’", "did you mean ‘run’?"),
      ("frobnicate", "‘press’ has no command ‘frobnicate’", "There are ‘run’, ‘runs’ and ‘doctor’."),
      ("--verison", "‘press’ has no option ‘--verison’", "did you mean ‘--version’?"),
      ("run a.md --sedes 3", "‘press run’ has no option ‘--sedes’", "did you mean ‘--seeds’?"),
      ("run a.md -seeds 3", "‘press run’ has no option ‘-s’ (in ‘-seeds’)", "did you mean ‘--seeds’?"),
      ("run a.md --data", "‘--data’ needs a value", "Write ‘--data <dir>’."),
      ("run a.md --data --quiet", "‘--data’ needs a value", "Write ‘--data <dir>’."),
      ("run a.md --quiet=yes", "‘--quiet’ takes no value", nil),
      ("run", "<notebook> is missing: the notebook to run", nil),
      ("run a.md b.md", "‘b.md’ is one argument too many", nil),
      ("run a.md --seeds 0", "‘0’ will not do for --seeds: a whole number from 1 to 100 is wanted", nil),
      ("run a.md --seeds -1", "‘-1’ will not do for --seeds: a whole number from 1 to 100 is wanted", nil),
      (
        "run a.md --seeds 99999999999999999999",
        "‘99999999999999999999’ will not do for --seeds: a whole number from 1 to 100 is wanted", nil
      ),
      ("run a.md --data=", "‘’ will not do for --data: it must not be empty", nil),
      (
        "run a.md -f hmtl",
        "‘hmtl’ will not do for --format: did you mean ‘html’? It can be ‘html’, ‘pdf’ or ‘json’", nil
      ),
      ("doctor x", "‘x’ is one argument too many", nil),
      ("runs delete", "‘press runs’ has no command ‘delete’", "There are ‘list’ and ‘show’."),
      (
        "--generate-completion-script tcsh",
        "‘--generate-completion-script’ needs the name of a shell: ‘bash’, ‘zsh’ or ‘fish’", nil
      ),
    ] as [(String, String, String?)])
  func mistakes(line: String, message: String, hint: String?) {
    let error = failure(line)
    #expect(error?.message == message)
    #expect(error?.hint == hint)
  }

  @Test("control characters of the user's never reach the terminal")
  func controlCharacters() {
    let error = failure("run a.md --x\u{1B}[2J")
    #expect(error?.message == "‘press run’ has no option ‘--x·[2J’")
  }
}
