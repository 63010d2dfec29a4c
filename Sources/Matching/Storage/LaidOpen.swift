/// An engine laid open that may stay so from one single command to the next: to lay it open takes half as
/// long as to carry a command out.
///
/// Invariants: there is one value of rows, or none; they are what laying the engine open anew would give,
/// but for the place where events begin. So whatever else lays the engine open, moves a part of its
/// storage, or changes what is counted in rows, drops them first. What `rows` gave stays valid memory for
/// as long as the engine, dropped or not.
struct LaidOpen: ~Copyable, Sendable {
  private var kept: Slab<EngineRows<Int64>>

  /// Nothing is kept yet.
  init() { kept = Slab(capacity: 1) }

  /// Whether there are none.
  @inline(__always)
  var isEmpty: Bool { kept.count == 0 }

  /// The rows, which must be kept.
  @inline(__always)
  var rows: Ref<EngineRows<Int64>> { kept.row.ref(0) }

  /// Keeps rows in place of those that there are.
  mutating func keep(_ rows: EngineRows<Int64>) {
    kept.removeAll()
    kept.append(rows)
  }

  /// Forgets the rows.
  @inline(__always)
  mutating func drop() { if kept.count > 0 { kept.removeAll() } }
}
