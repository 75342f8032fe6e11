import Report
import Testing

struct SeedTextTests {
  @Test(arguments: [
    ([], ""), ([7], "7"), ([2, 1], "1, 2"), ([1, 2, 3], "1–3"), ([1, 2, 4, 6, 7, 8, 8], "1, 2, 4, 6–8"),
    ([Int.max - 1, Int.max, Int.min], "\(Int.min), \(Int.max - 1), \(Int.max)"), (Array(1...80), "1–80"),
  ])
  func `seeds in a row are drawn together`(seeds: [Int], text: String) {
    #expect(SeedText.list(seeds) == text)
  }

  @Test func `one seed is a seed`() {
    #expect(SeedText.phrase([3, 3]) == "seed 3")
    #expect(SeedText.phrase([3, 4]) == "seeds 3, 4")
  }

  @Test(arguments: [
    ([], ""), (["a/seed-1"], "a/seed-1"), (["a/seed-1", "a/seed-10", "a/seed-2", "a/seed-3"], "a/seed-1..3,10"),
    (["b/seed-2", "a[m=0.5,s=1..2]/seed-7", "b/seed-1", "b/seed-4"], "b/seed-1..2,4 a[m=0.5,s=1..2]/seed-7"),
    (["a b/seed-80", "a b/seed-79", "word"], "a b/seed-79..80 word"),
    (
      ["a/b/seed-2", "a/seed-x/seed-1", "/seed-3", "a/seed-", "é/seed-4"],
      "a/b/seed-2 a/seed-x/seed-1 /seed-3 a/seed- é/seed-4"
    ),
  ])
  func `runs in a row are named once`(names: [String], text: String) {
    #expect(RunRanges.text(of: names) == text)
  }
}
