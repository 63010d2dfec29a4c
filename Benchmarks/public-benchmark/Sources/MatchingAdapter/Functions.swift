public import CBenchmark
internal import Domain

// The functions that the benchmark calls, under the names of its contract. It calls them from one
// thread, `engine_init` first and `engine_shutdown` last.

/// The adapter between `engine_init` and `engine_shutdown`.
nonisolated(unsafe) private var adapter: UnsafeMutablePointer<Adapter>?

/// The adapter, which must have been made.
@inline(__always)
private var current: UnsafeMutablePointer<Adapter> {
  guard let adapter = unsafe adapter else { preconditionFailure("engine_init was not called") }
  return unsafe adapter
}

/// `engine_get_transport` of the contract.
@_cdecl("engine_get_transport")
public func transport() -> UnsafePointer<bm_transport> { unsafe bm_own_transport() }

/// `engine_init` of the contract.
@_cdecl("engine_init")
public func initialize(
  _ seed: UInt64, _ transport: UnsafePointer<bm_transport>?, _ sink: UnsafeMutableRawPointer?
) {
  let made = UnsafeMutablePointer<Adapter>.allocate(capacity: 1)
  unsafe made.initialize(to: Adapter(transport, sink))
  unsafe adapter = made
}

/// `engine_shutdown` of the contract.
@_cdecl("engine_shutdown")
public func shutDown() {
  unsafe current.deinitialize(count: 1)
  unsafe current.deallocate()
  unsafe adapter = nil
}

/// `engine_on_new_order` of the contract.
@_cdecl("engine_on_new_order")
public func onNewOrder(_ order: UnsafePointer<bm_new>) {
  unsafe current.pointee.place(order.pointee)
}

/// `engine_on_cancel` of the contract.
@_cdecl("engine_on_cancel")
public func onCancel(_ cancel: UnsafePointer<bm_cancel>) {
  unsafe current.pointee.cancel(cancel.pointee)
}

/// `engine_on_modify` of the contract.
@_cdecl("engine_on_modify")
public func onModify(_ order: UnsafePointer<bm_modify>) {
  unsafe current.pointee.modify(order.pointee)
}

/// `engine_on_batch` of the contract.
@_cdecl("engine_on_batch")
public func onBatch(_ messages: UnsafePointer<bm_message>, _ count: UInt32) {
  let adapter = unsafe current
  for place in 0..<Int(count) {
    let message = unsafe messages + place
    switch unsafe message.pointee.kind {
    case 0: unsafe adapter.pointee.place(message.pointee.new_order)
    case 1: unsafe adapter.pointee.cancel(message.pointee.cancel)
    default: unsafe adapter.pointee.modify(message.pointee.modify)
    }
  }
}

/// `engine_flush` of the contract.
@_cdecl("engine_flush")
public func flush() { unsafe current.pointee.flush() }

/// `engine_query_best_bid` of the contract.
@_cdecl("engine_query_best_bid")
public func bestBid() -> Int64 { unsafe current.pointee.best(.bid, none: .min) }

/// `engine_query_best_ask` of the contract.
@_cdecl("engine_query_best_ask")
public func bestAsk() -> Int64 { unsafe current.pointee.best(.ask, none: .max) }

/// `engine_query_depth_at` of the contract.
@_cdecl("engine_query_depth_at")
public func depth(_ price: Int64, _ side: UInt8) -> UInt64 {
  unsafe current.pointee.depth(price, side == 0 ? .bid : .ask)
}
