/// The process's heap.
public enum Heap {
  /// Lets the heap keep what is freed for what is asked for next, instead of giving it back to the
  /// system: for a process that takes and frees much memory thousands of times a second.
  ///
  /// The C library raises its limits to twice the largest block that it saw being freed (mallopt(3),
  /// `M_MMAP_THRESHOLD`), of up to 32 MiB; so one such block is shown to it, which is never touched.
  public static func keepFreedMemory() {
    let block = UnsafeMutableRawPointer.allocate(byteCount: 30 << 20, alignment: 16)
    unsafe block.deallocate()
  }
}
