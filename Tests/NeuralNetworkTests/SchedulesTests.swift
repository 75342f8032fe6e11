import NeuralNetwork
import Testing

@Suite("Schedules")
struct SchedulesTests {
  private func rates(
    _ schedule: LearningRateSchedule, steps: Int, total: Int? = nil, perEpoch: Int = 1
  ) -> [(rate: Double, momentum: Double?)] {
    (0..<steps).map {
      let position = LearningRateSchedule.Position(step: $0, totalSteps: total ?? steps, stepsPerEpoch: perEpoch)
      return (schedule.learningRate(base: 0.01, at: position), schedule.momentum(at: position))
    }
  }

  @Test("learning rates, and one-cycle's momentum, are PyTorch's at every step")
  func followPyTorch() throws {
    let reference = try OptimizerReference.load().schedules
    let other = OneCycle(rise: 0.15, startDivisor: 10, endDivisor: 100, cyclesMomentum: false)
    let ours: [String: [(rate: Double, momentum: Double?)]] = [
      "one-cycle": rates(.oneCycle(OneCycle()), steps: 97), "one-cycle-other": rates(.oneCycle(other), steps: 40),
      "step": rates(.step(every: 2, factor: 0.3), steps: 90, perEpoch: 10),
      "cosine": rates(.cosine(floor: 0.001, warmup: 0), steps: 60),
    ]
    #expect(Set(ours.keys) == Set(reference.keys))
    for (name, values) in ours {
      let expected = try #require(reference[name])
      #expect(values.count == expected.count)
      for (step, (value, theirs)) in zip(values, expected).enumerated() {
        // PyTorch's cosine multiplies step upon step, and loses digits near its floor.
        #expect(abs(value.rate / theirs[0] - 1) < 1e-11, "\(name), step \(step)")
        #expect((value.momentum == nil) == (theirs.count == 1))
        if let momentum = value.momentum { #expect(abs(momentum - theirs[1]) < 1e-14, "\(name), step \(step)") }
      }
    }
  }

  @Test("warm-up rises in a line to the rate, and the cosine ends just above its floor")
  func warmup() {
    let values = rates(.cosine(floor: 0.001, warmup: 0.2), steps: 50).map(\.rate)
    #expect(abs(values[0] - 0.001) < 1e-15 && abs(values[9] - 0.01) < 1e-15 && abs(values[10] - 0.01) < 1e-15)
    #expect(zip(values[10...], values[11...]).allSatisfy { $0 > $1 } && values[49] > 0.001)
  }

  @Test("trainings of no, one or two steps and steps past the end have finite rates")
  func shortTrainings() {
    let schedules: [LearningRateSchedule] = [
      .constant, .step(every: 1, factor: 0.1), .cosine(floor: 0, warmup: 0.5), .oneCycle(OneCycle()),
      .oneCycle(OneCycle(rise: 0)), .oneCycle(OneCycle(rise: 1)),
    ]
    for schedule in schedules {
      for total in 0...4 {
        for (rate, momentum) in rates(schedule, steps: 6, total: total) {
          #expect(rate.isFinite && rate >= 0 && rate <= 0.01 && (momentum ?? 0.9).isFinite)
        }
      }
    }
  }
}
