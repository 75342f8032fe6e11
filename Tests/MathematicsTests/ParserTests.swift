import Mathematics
import Testing

@Suite struct ParserTests {
  @Test(
    "A formula reads as a line of text",
    arguments: [
      (#"s \cdot \psi(\theta_y)"#, "s · ψ(θ_y)"),
      (#"-\log \frac{e^{s\cos\theta_y}}{\sum_j e^{s\cos\theta_j}}"#, "−log((e^(s cos θ_y))/(∑_j e^(s cos θ_j)))"),
      (#"x' + \sqrt{2}"#, "x′ + √2"),
    ])
  func plainText(_ source: String, _ expected: String) throws {
    #expect(try Formula(parsing: source, style: .inline).plainText == expected)
  }
}
