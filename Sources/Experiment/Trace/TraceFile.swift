internal import OffprintCore

/// Bytes that are no trace.
package struct TraceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A clause without a final stop.
  package var reason: String

  package var description: String { reason }

  package init(_ reason: String) {
    self.reason = reason
  }
}

/// A trace as text: a line of JSON that says what it is of and names its items, then a line for each step, `<epoch> <step>` and a
/// word of 16 hexadecimal digits for each item. Documentation/Verify.md describes it.
package enum TraceFile {
  private static let format = "offprint-trace"
  private static let version = 1.0

  package static func encode(_ trace: StepTrace) -> [UInt8] {
    let head: Setting = [
      "format": .string(format), "version": .number(version), "run": .string(trace.run.description),
      "data": .string(trace.data.hexadecimal), "engine": .number(Double(trace.engineVersion)),
      "origin": .string(trace.origin), "items": .list(trace.items.map { .string($0.text) }),
      "rows": .number(Double(trace.rows.count)),
    ]
    var bytes = Array(head.canonicalJSON.utf8)
    bytes.append(UInt8(ascii: "\n"))
    bytes.reserveCapacity(bytes.count + trace.rows.count * (trace.items.count * 17 + 16))
    for row in trace.rows {
      bytes += "\(row.epoch) \(row.step)".utf8
      for word in row.words {
        bytes.append(UInt8(ascii: " "))
        append(word, to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  package static func decode(_ bytes: [UInt8]) throws(TraceError) -> StepTrace {
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    guard let first = lines.popFirst() else { throw TraceError("it is empty") }
    let head: Setting
    do { head = try JSONText.read(Array(first)) } catch { throw TraceError("its first line is not that of a trace") }
    guard head["format"] == .string(format) else { throw TraceError("it is not a trace") }
    guard head["version"] == .number(version) else { throw TraceError("it is of a newer version") }
    var trace = try self.head(head)
    guard head["rows"] == .number(Double(lines.count)) else { throw TraceError("it is cut short") }
    trace.rows.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated() {
      guard let row = row(line, count: trace.items.count) else { throw TraceError("its line \(index + 2) is damaged") }
      trace.rows.append(row)
    }
    return trace
  }

  private static func head(_ head: Setting) throws(TraceError) -> StepTrace {
    do throws(SettingError) {
      guard let run = RunID(hexadecimal: try head.string("run")),
        let data = ContentHash(hexadecimal: try head.string("data"))
      else { throw SettingError(path: "run", expected: "a digest") }
      let items = try head.list("items").compactMap { item -> TraceItem? in
        guard case .string(let text) = item else { return nil }
        return TraceItem(text: text)
      }
      guard try items.count == head.list("items").count else {
        throw SettingError(path: "items", expected: "things that a step computes")
      }
      return StepTrace(
        run: run, data: data, engineVersion: try head.integer("engine"), origin: try head.string("origin"),
        items: items, rows: [])
    } catch {
      throw TraceError("in its first line \(error.description)")
    }
  }

  private static func row(_ line: ArraySlice<UInt8>, count: Int) -> StepTrace.Row? {
    let parts = line.split(separator: UInt8(ascii: " "))
    guard parts.count == count + 2, let epoch = Int(String(decoding: parts[0], as: UTF8.self)),
      let step = Int(String(decoding: parts[1], as: UTF8.self)), epoch > 0, step >= 0
    else { return nil }
    var words: [UInt64] = []
    words.reserveCapacity(count)
    for part in parts[2...] {
      guard let word = word(part) else { return nil }
      words.append(word)
    }
    return StepTrace.Row(epoch: epoch, step: step, words: words)
  }

  private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  private static func word(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard digits.count == 16 else { return nil }
    var word: UInt64 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): word = word << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): word = word << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return word
  }
}
