public import CMatching
internal import Domain
internal import Matching

// What matching.h declares and describes. Pointers come from C and are looked at in these functions
// alone; each is checked for null first.

/// `ob_create` of matching.h.
@_cdecl("ob_create")
public func create(
  _ settings: UnsafePointer<ob_settings>?, _ engine: UnsafeMutablePointer<OpaquePointer?>?
) -> ob_status {
  guard let settings = unsafe settings, let engine = unsafe engine,
    let handle = unsafe EngineHandle.make(settings.pointee)
  else { return OB_INVALID_ARGUMENT }
  unsafe engine.pointee = handle.pointer()
  return OB_OK
}

/// `ob_destroy` of matching.h.
@_cdecl("ob_destroy")
public func destroy(_ engine: OpaquePointer?) { unsafe EngineHandle.free(engine) }

/// `ob_deposit` of matching.h.
@_cdecl("ob_deposit")
public func deposit(
  _ engine: OpaquePointer?, _ account: UInt32, _ asset: UInt32, _ units: Int64
) -> ob_status {
  guard let handle = unsafe EngineHandle.from(engine), units >= 0,
    let (account, asset) = handle.wallet(account, asset)
  else { return OB_INVALID_ARGUMENT }
  handle.engine.deposit(Amount(minorUnits: Int128(units)), account: account, asset: asset)
  return OB_OK
}

/// `ob_withdraw` of matching.h.
@_cdecl("ob_withdraw")
public func withdraw(
  _ engine: OpaquePointer?, _ account: UInt32, _ asset: UInt32, _ units: Int64
) -> ob_status {
  guard let handle = unsafe EngineHandle.from(engine), units >= 0,
    let (account, asset) = handle.wallet(account, asset)
  else { return OB_INVALID_ARGUMENT }
  let isDone = handle.engine.withdraw(
    Amount(minorUnits: Int128(units)), account: account, asset: asset)
  return isDone ? OB_OK : OB_INSUFFICIENT_BALANCE
}

/// `ob_wallet` of matching.h.
@_cdecl("ob_wallet")
public func wallet(
  _ engine: OpaquePointer?, _ account: UInt32, _ asset: UInt32,
  _ available: UnsafeMutablePointer<Int64>?, _ locked: UnsafeMutablePointer<Int64>?
) -> ob_status {
  guard let handle = unsafe EngineHandle.from(engine), let available = unsafe available,
    let locked = unsafe locked, let (account, asset) = handle.wallet(account, asset)
  else { return OB_INVALID_ARGUMENT }
  let wallet = handle.engine.wallet(account, asset)
  unsafe available.pointee = Int64(clamping: wallet.available.minorUnits)
  unsafe locked.pointee = Int64(clamping: wallet.locked.minorUnits)
  return OB_OK
}

/// `ob_submit` of matching.h.
@_cdecl("ob_submit")
public func submit(
  _ engine: OpaquePointer?, _ commands: UnsafePointer<ob_command>?, _ count: Int
) -> ob_status {
  guard let handle = unsafe EngineHandle.from(engine), count >= 0,
    unsafe count == 0 || commands != nil
  else { return OB_INVALID_ARGUMENT }
  let isUnderstood = unsafe handle.submit(UnsafeBufferPointer(start: commands, count: count))
  return isUnderstood ? OB_OK : OB_INVALID_ARGUMENT
}

/// `ob_event_count` of matching.h.
@_cdecl("ob_event_count")
public func eventCount(_ engine: OpaquePointer?) -> Int {
  unsafe EngineHandle.from(engine)?.engine.eventCount ?? 0
}

/// `ob_events` of matching.h.
@_cdecl("ob_events")
public func events(
  _ engine: OpaquePointer?, _ first: Int, _ events: UnsafeMutablePointer<ob_event>?,
  _ capacity: Int
) -> Int {
  guard let handle = unsafe EngineHandle.from(engine), let events = unsafe events,
    first >= 0, capacity >= 0
  else { return 0 }
  var copied = 0
  handle.engine.withEvents { all in
    while copied < capacity && first < all.count - copied {
      unsafe (events + copied).initialize(to: ob_event(all[first + copied]))
      copied += 1
    }
  }
  return copied
}

/// `ob_best_price` of matching.h.
@_cdecl("ob_best_price")
public func bestPrice(
  _ engine: OpaquePointer?, _ market: UInt32, _ side: UInt8, _ price: UnsafeMutablePointer<Int64>?
) -> Int32 {
  guard let handle = unsafe EngineHandle.from(engine), let price = unsafe price,
    let (market, side) = handle.book(market, side),
    let best = handle.engine.bestPrice(market, side)
  else { return 0 }
  unsafe price.pointee = best.ticks
  return 1
}

/// `ob_depth` of matching.h.
@_cdecl("ob_depth")
public func depth(
  _ engine: OpaquePointer?, _ market: UInt32, _ side: UInt8,
  _ levels: UnsafeMutablePointer<ob_level>?, _ capacity: Int
) -> Int {
  guard let handle = unsafe EngineHandle.from(engine), let levels = unsafe levels,
    capacity >= 0, let (market, side) = handle.book(market, side)
  else { return 0 }
  let depth = handle.engine.depth(market, side, levels: capacity)
  for (place, level) in depth.enumerated() {
    unsafe (levels + place).initialize(
      to: ob_level(
        price: level.price.ticks, quantity: level.quantity.lots,
        order_count: UInt64(level.orderCount)))
  }
  return depth.count
}

/// `ob_open_order_count` of matching.h.
@_cdecl("ob_open_order_count")
public func openOrderCount(_ engine: OpaquePointer?) -> Int {
  unsafe EngineHandle.from(engine)?.engine.openOrderCount ?? 0
}

/// `ob_check` of matching.h.
@_cdecl("ob_check")
public func check(_ engine: OpaquePointer?) -> Int {
  unsafe EngineHandle.from(engine)?.engine.checkInvariants().count ?? 0
}

extension ob_event {
  /// An event as C sees it.
  fileprivate init(_ event: MatchingEvent) {
    let fill = event.fill
    self.init(
      order: event.order.sequence, maker: event.maker.sequence, price: event.price.ticks,
      quantity: event.quantity.lots, fill: fill?.id ?? 0,
      account: UInt32(bitPattern: event.account.value),
      maker_account: UInt32(bitPattern: (fill?.makerAccount ?? event.account).value),
      market: UInt32(bitPattern: event.market.value), kind: event.kind.rawValue,
      side: event.side.rawValue,
      reason: event.cancelReason?.rawValue ?? event.refusal?.rawValue ?? .max, reserved: 0)
  }
}
