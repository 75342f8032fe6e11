import Foundation
import Kernels
import Synchronization
import Testing

@Suite("A team of workers") struct TeamTests {
  /// Numbers that look drawn, the same each time.
  private struct Draws {
    var state: UInt64 = 7
    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  @Test(arguments: [1, 2, 3, 5]) func `each share of a job is done once, however many workers it is given`(count: Int) {
    let team = Team(count: count)
    var draws = Draws()
    for _ in 0..<2000 {
      let workers = 1 + draws.next(below: count + 2)
      let done = Mutex([Int]())
      team.run(workers: workers) { share in
        #expect(share.count == min(workers, count))
        done.withLock { $0.append(share.index) }
      }
      #expect(done.withLock { $0.sorted() } == Array(0..<min(workers, count)))
    }
  }

  @Test(arguments: [2, 3]) func `who meets sees what all wrote, whoever is late`(count: Int) {
    let team = Team(count: count)
    var draws = Draws()
    for round in 0..<200 {
      let late = (worker: draws.next(below: count), meeting: draws.next(below: 4))
      let written = (0..<count).map { _ in Box() }
      team.run { share in
        for meeting in 1...4 {
          if share.index == late.worker && meeting == late.meeting { usleep(300) }
          written[share.index].value.withLock { $0 = meeting }
          share.meet()
          for other in written { #expect(other.value.withLock { $0 } == meeting, "round \(round)") }
          share.meet()
        }
      }
    }
  }

  @Test func `the second worker takes over only what the first has handed on, and the first does not wait`() {
    let team = Team(count: 2)
    var draws = Draws()
    for round in 0..<200 {
      let (late, piece) = (draws.next(below: 2), draws.next(below: 3))
      let done = Mutex([Int](repeating: 0, count: 3))
      team.run { share in
        for place in 0..<3 {
          if share.index == late && place == piece { usleep(300) }
          if share.isFirst {
            done.withLock { $0[place] = 1 }
            share.handOn()
          } else {
            share.takeOver()
            done.withLock {
              #expect($0[place] == 1, "round \(round)")
              $0[place] = 2
            }
          }
        }
      }
      #expect(done.withLock { $0 } == [2, 2, 2])
    }
  }
}

private final class Box: Sendable {
  let value = Mutex(0)
}
