/// Test results in JUnit's XML, as CI systems read it. No times and no names of machines, so that the same results give the same
/// bytes.
package struct JUnitFile: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case passed
    /// With the reason, and a word for its kind: `loss`, `failure`.
    case failed(String, type: String)
    case skipped(String)
  }

  package struct Test: Hashable, Sendable {
    package var name: String
    package var outcome: Outcome

    package init(name: String, outcome: Outcome) {
      self.name = name
      self.outcome = outcome
    }
  }

  package struct Suite: Hashable, Sendable {
    /// Also the tests' class name: `offprint.claims`.
    package var name: String
    package var tests: [Test]

    package init(name: String, tests: [Test]) {
      self.name = name
      self.tests = tests
    }
  }

  package var name: String
  /// Suites without tests are left out of the file.
  package var suites: [Suite]

  package init(name: String, suites: [Suite]) {
    self.name = name
    self.suites = suites.filter { !$0.tests.isEmpty }
  }

  package var text: String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"\(JUnitFile.escaped(name))\"\(JUnitFile.counts(suites.flatMap(\.tests)))>\n"
    for suite in suites {
      let owner = JUnitFile.escaped(suite.name)
      text += "  <testsuite name=\"\(owner)\"\(JUnitFile.counts(suite.tests))>\n"
      text += suite.tests.map { JUnitFile.element($0, owner) }.joined()
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func counts(_ tests: [Test]) -> String {
    let failed = tests.count { if case .failed = $0.outcome { true } else { false } }
    let skipped = tests.count { if case .skipped = $0.outcome { true } else { false } }
    return " tests=\"\(tests.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(skipped)\" time=\"0\""
  }

  private static func element(_ test: Test, _ owner: String) -> String {
    let head = "    <testcase classname=\"\(owner)\" name=\"\(escaped(test.name))\" time=\"0\""
    switch test.outcome {
    case .passed: return head + "/>\n"
    case .failed(let reason, let type):
      return head + ">\n      <failure message=\"\(escaped(reason))\" type=\"\(escaped(type))\">\(escaped(reason))"
        + "</failure>\n    </testcase>\n"
    case .skipped(let reason):
      return head + ">\n      <skipped message=\"\(escaped(reason))\"/>\n    </testcase>\n"
    }
  }

  /// For attributes and content. Characters that XML 1.0 has no place for become U+FFFD.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
