internal import CMatching
internal import Domain
internal import Matching

/// An engine behind an opaque pointer.
///
/// Invariants: a pointer that C holds is one retained reference, made by `make` and given back by
/// `free` once. The batch of commands keeps its room from call to call.
final class EngineHandle {
  var engine: MatchingEngine
  private var commands: [OrderCommand] = []

  init(_ engine: consuming MatchingEngine) { self.engine = engine }

  /// The handle that C knows by a pointer; nil for null.
  static func from(_ pointer: OpaquePointer?) -> EngineHandle? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe Unmanaged<EngineHandle>.fromOpaque(UnsafeRawPointer(pointer))
      .takeUnretainedValue()
  }

  /// A pointer for C that keeps the handle alive.
  func pointer() -> OpaquePointer {
    unsafe OpaquePointer(Unmanaged.passRetained(self).toOpaque())
  }

  /// Gives a pointer back; it must not be used any more.
  static func free(_ pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return }
    unsafe Unmanaged<EngineHandle>.fromOpaque(UnsafeRawPointer(pointer)).release()
  }

  /// Carries out commands; false, and none is carried out, when one has a number that names nothing.
  func submit(_ batch: UnsafeBufferPointer<ob_command>) -> Bool {
    commands.removeAll(keepingCapacity: true)
    for place in batch.indices {
      guard let command = unsafe OrderCommand(batch[place]) else { return false }
      commands.append(command)
    }
    engine.submit(commands)
    return true
  }
}

extension OrderCommand {
  /// The command in the engine's terms; nil when a number names nothing.
  ///
  /// Accounts and markets beyond what an index holds become ones that do not exist, so that the
  /// engine refuses them.
  fileprivate init?(_ command: ob_command) {
    guard let kind = Kind(rawValue: command.kind), let side = Side(rawValue: command.side),
      let type = OrderType(rawValue: command.type),
      let timeInForce = TimeInForce(rawValue: command.time_in_force), command.post_only <= 1
    else { return nil }
    self.init(
      kind: kind, id: ClientOrderID(sequence: command.id),
      account: AccountIndex(Int(Int32(clamping: command.account))),
      market: MarketIndex(Int(Int32(clamping: command.market))), side: side, type: type,
      timeInForce: timeInForce, isPostOnly: command.post_only == 1,
      price: Price(ticks: command.price), quantity: Quantity(lots: command.quantity),
      target: ClientOrderID(sequence: command.target))
  }
}
