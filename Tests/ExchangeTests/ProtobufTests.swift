import Exchange
import Testing

@Suite("The wire format of Protocol Buffers")
struct ProtobufTests {
  /// The examples of the format's own description.
  @Test func `the documentation's examples come out byte for byte`() {
    var number = ProtobufWriter()
    number.add(1, 150)
    #expect(number.bytes == [0x08, 0x96, 0x01])
    var text = ProtobufWriter()
    text.add(2, "testing")
    #expect(text.bytes == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67])
    var outer = ProtobufWriter()
    outer.add(3, number)
    #expect(outer.bytes == [0x1a, 0x03, 0x08, 0x96, 0x01])
    var negative = ProtobufWriter()
    negative.add(1, -2)
    #expect(negative.bytes == [0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])
  }

  @Test func `floats are little-endian and fields beyond 15 take two bytes`() {
    var message = ProtobufWriter()
    message.add(2, Float(1.5))
    message.add(20, 7)
    message.add(9, raw: [1, -2])
    #expect(
      message.bytes == [
        0x15, 0x00, 0x00, 0xc0, 0x3f, 0xa0, 0x01, 0x07, 0x4a, 0x08, 0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0,
      ])
  }
}
