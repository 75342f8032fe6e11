import Report
import Testing

@Suite struct TypographyTests {
  @Test(arguments: [
    ("the study's figures", "the study’s figures"), ("the classes' weights", "the classes’ weights"),
    ("the '90s", "the ’90s"), ("'so', he said", "‘so’, he said"), ("a \"word\" (\"two\")", "a “word” (“two”)"),
  ])
  func `typewriter's marks become quotation marks and apostrophes`(typed: String, set: String) {
    #expect(Typography.set(typed) == set)
  }

  @Test func `what stands before decides at the start of a text`() {
    #expect(Typography.set("'s margin", after: "e") == "’s margin")
    #expect(Typography.set("\" ends", after: "e") == "” ends")
  }

  @Test(arguments: [
    ("28 × 28 pixels", "28\u{A0}×\u{A0}28 pixels"), ("a + b = c", "a\u{A0}+ b\u{A0}= c"), (" + ", "\u{A0}+ "),
    ("a +b", "a +b"), ("plain words", "plain words"), ("", ""),
  ])
  func `no line begins with an operator`(typed: String, set: String) {
    #expect(Typography.set(typed) == set)
  }
}
