package import OffprintCore

/// Reads one layer's setting, fills in declared defaults, and makes errors that name the layer.
package struct LayerReader: Sendable {
  package let setting: Setting
  package let declaration: ComponentDeclaration
  /// The layer's place in `layers:`, from 0.
  package let index: Int

  /// The most values that one image's activation or one layer's weights may have: 2²⁸, which is 1 GiB.
  package static let largestCount = 1 << 28

  package init(setting: Setting, declaration: ComponentDeclaration, index: Int) {
    self.setting = setting
    self.declaration = declaration
    self.index = index
  }

  package func error(_ reason: String, help: String? = nil) -> ModelError {
    ModelError(layer: index, layerName: declaration.name, reason, help: help)
  }

  /// The value of `key`, or its declared default, or nil.
  package func value(_ key: String) -> Setting? {
    if let value = setting[key] { return value }
    guard let declared = declaration.keys.first(where: { $0.name == key }),
      case .defaulted(let value) = declared.presence
    else { return nil }
    return value
  }

  package func integer(_ key: String, in range: ClosedRange<Int>) throws(ModelError) -> Int {
    guard case .number(let number)? = value(key), let whole = Int(exactly: number), range.contains(whole) else {
      throw error("‘\(key)’ should be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  package func number(_ key: String, in range: NumberRange) throws(ModelError) -> Double {
    guard case .number(let number)? = value(key), range.contains(number) else {
      throw error("‘\(key)’ should be a number from \(range.lower) to \(range.upper)")
    }
    return number
  }

  package func boolean(_ key: String) throws(ModelError) -> Bool {
    guard case .boolean(let value)? = value(key) else { throw error("‘\(key)’ should be true or false") }
    return value
  }

  package func word(_ key: String, of words: [String]) throws(ModelError) -> String {
    guard case .string(let word)? = value(key), words.contains(word) else {
      throw error("‘\(key)’ should be one of \(words.joined(separator: ", "))")
    }
    return word
  }

  /// A window's height and width, written as one number or as two.
  package func extent(_ key: String, in range: ClosedRange<Int>) throws(ModelError) -> (height: Int, width: Int) {
    guard case .list(let sides)? = value(key) else {
      let side = try integer(key, in: range)
      return (side, side)
    }
    let whole = sides.compactMap { side in
      if case .number(let number) = side { Int(exactly: number) } else { nil }
    }
    guard sides.count == 2, whole.count == 2, whole.allSatisfy(range.contains) else {
      throw error(
        "‘\(key)’ should be a whole number, or [height, width], from \(range.lowerBound) to \(range.upperBound)")
    }
    return (whole[0], whole[1])
  }

  /// The product of `factors`; throws where it passes `largestCount`.
  package func product(_ factors: Int..., of what: String) throws(ModelError) -> Int {
    var product = 1
    for factor in factors {
      let (next, overflows) = product.multipliedReportingOverflow(by: factor)
      guard !overflows, next <= LayerReader.largestCount else {
        throw error(
          "\(what) would have \(factors.map(String.init).joined(separator: " × ")) values, too many to hold in memory",
          help: "at most \(LayerReader.largestCount) are possible; use fewer channels or a larger stride")
      }
      product = next
    }
    return product
  }

  /// Refuses a window that does not fit, and returns the output's extent along one axis.
  package func outputs(
    _ axis: String, input: Int, window: Int, stride: Int, padding: Int, called name: String
  ) throws(ModelError) -> Int {
    let padded = input + 2 * padding
    guard window <= padded else {
      throw error(
        "the \(name) is \(window) \(axis), but its input has \(input)"
          + (padding > 0 ? " and \(2 * padding) of padding" : ""),
        help: "use a \(name) of at most \(padded), less stride before it, or more padding")
    }
    return (padded - window) / stride + 1
  }
}
