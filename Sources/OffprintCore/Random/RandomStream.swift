/// An endless row of random words that belongs to one seed and one purpose, readable in order or at any place.
///
/// The seed is Philox's key, the purpose (and any `child`) the upper half of its counter, the place in the row the lower half. So
/// no consumer ever moves another one's numbers, a copy is a bookmark, and a resumed run goes on where it stopped.
/// Reading at a place (`uniform(at:)`) does not advance the stream; the mutating calls do.
package struct RandomStream: Hashable, Sendable {
  /// What the numbers are for. The name is part of every number, so it may never be changed.
  package struct Purpose: Hashable, Sendable {
    package let name: String

    package init(_ name: String) { self.name = name }

    package static let initialization = Purpose("initialization")
    package static let batchOrder = Purpose("batch-order")
    package static let dropout = Purpose("dropout")
    package static let augmentation = Purpose("augmentation")
    package static let strokes = Purpose("strokes")
    package static let bootstrap = Purpose("bootstrap")
    package static let claims = Purpose("claims")
    package static let audit = Purpose("audit")

    /// FNV-1a of the name's UTF-8, 64 bits.
    fileprivate var digest: UInt64 {
      name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
  }

  /// Philox's key.
  package let key: SIMD2<UInt32>
  /// The upper half of every block's counter.
  package let lane: UInt64
  /// Words read so far by the mutating calls; assign it to seek.
  package var position: UInt64 = 0

  package init(seed: UInt64, purpose: Purpose) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    lane = purpose.digest
  }

  private init(key: SIMD2<UInt32>, lane: UInt64) {
    self.key = key
    self.lane = lane
  }

  /// An independent stream for one part of the purpose: `stream.child(epoch).child(image)`. Its words have nothing to do with
  /// the parent's, nor with where the parent stands.
  package func child(_ index: Int) -> RandomStream {
    // With a key of its own a child's counters cannot run into its parent's.
    let index = UInt64(bitPattern: Int64(index))
    let words = Philox.block(
      counter: SIMD4(low(index), high(index), low(lane), high(lane)),
      key: key ^ SIMD2(0x6368_696C, 0x6472_656E))
    return RandomStream(key: SIMD2(words.x, words.y), lane: UInt64(words.z) | UInt64(words.w) << 32)
  }

  private func low(_ value: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: value) }
  private func high(_ value: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: value >> 32) }

  // MARK: - At a place

  /// Words 4·index ..< 4·index + 4 of the row: for consumers that want them in bulk.
  package func block(at index: UInt64) -> SIMD4<UInt32> {
    Philox.block(counter: SIMD4(low(index), high(index), low(lane), high(lane)), key: key)
  }

  /// The word at `index`.
  package func word(at index: UInt64) -> UInt32 { block(at: index / 4)[Int(index % 4)] }

  /// 64 bits: the words 2·index (low half) and 2·index + 1.
  package func doubleWord(at index: UInt64) -> UInt64 {
    let words = block(at: index / 2)
    let half = Int(index % 2) * 2
    return UInt64(words[half]) | UInt64(words[half + 1]) << 32
  }

  /// Uniform on [0, 1), a multiple of 2⁻²⁴, from the word at `index`.
  package func uniform(at index: UInt64) -> Float { RandomStream.unit(word(at: index)) }

  /// Uniform on [0, 1), a multiple of 2⁻⁵³, from the double word at `index`.
  package func uniformDouble(at index: UInt64) -> Double {
    RandomStream.unit(doubleWord(at: index))
  }

  /// Standard normal, from block `index / 2`: Box and Muller 1958, cosine for even places and sine for odd ones.
  package func normal(at index: UInt64) -> Double {
    let words = block(at: index / 2)
    let pair = RandomStream.normals(
      UInt64(words.x) | UInt64(words.y) << 32, UInt64(words.z) | UInt64(words.w) << 32)
    return index.isMultiple(of: 2) ? pair.0 : pair.1
  }

  // MARK: - In order

  package mutating func nextWord() -> UInt32 {
    defer { position &+= 1 }
    return word(at: position)
  }

  /// The next two words, low half first.
  package mutating func nextDoubleWord() -> UInt64 {
    let low = UInt64(nextWord())
    return low | UInt64(nextWord()) << 32
  }

  /// Uniform on [0, 1), a multiple of 2⁻²⁴; one word.
  package mutating func nextUniform() -> Float { RandomStream.unit(nextWord()) }

  /// Uniform on [0, 1), a multiple of 2⁻⁵³; two words.
  package mutating func nextUniformDouble() -> Double { RandomStream.unit(nextDoubleWord()) }

  /// Uniform on `range`, whose ends must be finite.
  package mutating func nextUniform(in range: Range<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * nextUniformDouble()
  }

  /// Standard normal; four words.
  package mutating func nextNormal() -> Double {
    let first = nextDoubleWord()
    return RandomStream.normals(first, nextDoubleWord()).0
  }

  /// Uniform on 0 ..< bound without bias: Lemire 2019, "Fast random integer generation in an interval", algorithm 5.
  package mutating func nextInteger(below bound: Int) -> Int {
    precondition(bound > 0, "there is no whole number in an empty range")
    let bound = UInt64(bound)
    var product = nextDoubleWord().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = nextDoubleWord().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// 0 ..< count in random order, all orders equally likely: Fisher and Yates's shuffle, from the back.
  package mutating func nextPermutation(count: Int) -> [Int] {
    precondition(count >= 0)
    var order = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, nextInteger(below: index + 1))
    }
    return order
  }

  // MARK: - From bits to numbers

  private static func unit(_ word: UInt32) -> Float { Float(word >> 8) * 0x1p-24 }
  private static func unit(_ word: UInt64) -> Double { Double(word >> 11) * 0x1p-53 }

  /// Two independent standard normals. The radius takes a uniform on (0, 1], so that the logarithm is finite.
  private static func normals(_ first: UInt64, _ second: UInt64) -> (Double, Double) {
    let radius = (-2 * Elementary.log(Double((first >> 11) + 1) * 0x1p-53)).squareRoot()
    let angle = 2 * Double.pi * unit(second)
    return (radius * Elementary.cos(angle), radius * Elementary.sin(angle))
  }
}
