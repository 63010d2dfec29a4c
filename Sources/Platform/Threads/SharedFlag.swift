internal import Synchronization

/// A flag that one thread raises and another looks at: one relaxed load, cheap enough for every slot.
public final class SharedFlag: Sendable {
  private let value = Atomic<Bool>(false)

  /// A flag that is down.
  public init() {}

  /// Whether it is up.
  public var isRaised: Bool { value.load(ordering: .relaxed) }

  /// Raises it.
  public func raise() { value.store(true, ordering: .releasing) }

  /// Takes it down; true when it was up.
  @discardableResult
  public func lower() -> Bool { value.exchange(false, ordering: .acquiringAndReleasing) }
}
