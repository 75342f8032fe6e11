#if canImport(Glibc)
  internal import CMemory
#endif

/// What becomes of memory that is not needed any more.
package enum FreedMemory {
  /// This process keeps it for what it needs next. Given back and asked for again, as it is without this, every page of it
  /// is cleared by the system once more, which is a tenth of the time that a report takes. For a process that soon ends.
  package static func keep() {
    #if canImport(Glibc)
      mallopt(M_TRIM_THRESHOLD, 1 << 30)
      // As large as the library allows: 32 MB.
      mallopt(M_MMAP_THRESHOLD, 32 << 20)
      mallopt(M_TOP_PAD, 16 << 20)
    #endif
  }
}
