/// What a layer, head or optimizer needs to do its part: the loops to call and its share of the work.
package struct Worker: Sendable {
  package var kernels: any KernelSet.Type
  package var share: Share

  package init(kernels: any KernelSet.Type, share: Share = .whole) {
    self.kernels = kernels
    self.share = share
  }
}
