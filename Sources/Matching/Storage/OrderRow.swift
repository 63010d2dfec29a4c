internal import CPrefetch

/// The records of all orders as they lie, found by their slots; as a `Row` is otherwise.
///
/// Invariants: `base` points to records of 48 bytes of one slab, and `end` is how many units of 16 bytes a
/// record may begin at: the last of them begins one before. Every access checks its slot against `end`.
@safe
struct OrderRow {
  private let base: UnsafeMutableRawPointer
  private let end: Int

  /// The records of a slab; only the storage makes rows.
  @inline(__always)
  init(_ records: borrowing Slab<OrderRecord>) {
    precondition(
      MemoryLayout<OrderRecord>.stride == 16 * Int(OrderSlot.stride), "a record of 48 bytes")
    unsafe base = UnsafeMutableRawPointer(records.unsafeBase)
    let stride = Int(OrderSlot.stride)
    end = max(0, records.count &* stride &- (stride &- 1))
  }

  /// The record in a slot, or nil when there is none, as there is not in `none`.
  @inline(__always)
  func find(_ slot: OrderSlot) -> Ref<OrderRecord>? {
    guard UInt(bitPattern: Int(slot.value)) < UInt(bitPattern: end) else { return nil }
    return unsafe Ref(unsafeBase: place(slot.value).assumingMemoryBound(to: OrderRecord.self))
  }

  /// The record in a slot, which must be there.
  @inline(__always)
  func ref(_ slot: OrderSlot) -> Ref<OrderRecord> {
    precondition(UInt(bitPattern: Int(slot.value)) < UInt(bitPattern: end), "no such order")
    return unsafe Ref(unsafeBase: place(slot.value).assumingMemoryBound(to: OrderRecord.self))
  }

  /// Asks the processor to bring a record near; there need not be one.
  @inline(__always)
  func prefetch(_ slot: OrderSlot) {
    let offset = UInt(bitPattern: Int(slot.value)) &<< 4
    c_prefetch(unsafe UInt(bitPattern: base) &+ offset)
  }

  @inline(__always)
  private func place(_ value: Int32) -> UnsafeMutableRawPointer {
    unsafe base + Int(value) &<< 4
  }
}
