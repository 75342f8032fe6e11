/// A part of a training step, for those who measure where its time goes.
package enum StepPart: Hashable, Sendable {
  /// The batch's images into the network's layout.
  case loading
  /// A link's way forward, by its place in the plan.
  case forward(Int)
  /// The head with its loss, forward and backward.
  case head
  /// A link's way backward: its parameters' gradients and its input's.
  case backward(Int)
  /// The norm of all gradients, clipping and the optimizer.
  case update
}
