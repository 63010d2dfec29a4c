/// Something that is done to a venue's server on purpose, while slots are sent to it.
public struct ServerFault: Equatable, Sendable {
  /// What is done.
  public enum Action: String, CaseIterable, Sendable {
    /// The server ends the connection over which the slot is sent.
    case killConnection = "kill_connection"
    /// The server is stopped in an orderly way and started again.
    case restart
    /// The server's processes are killed, and it is started again.
    case killServer = "kill_server"
    /// The server's processes stand still for a time.
    case freeze

    /// Whether the server itself must be under the program's control.
    public var needsPrivateServer: Bool { self != .killConnection }
  }

  /// When it is done.
  public enum Moment: Equatable, Sendable {
    /// When this slot is sent.
    case at(UInt64)
    /// When a slot is sent whose sequence is a multiple of this, but not with the first slot.
    case every(UInt64)
  }

  /// What is done.
  public var action: Action
  /// When.
  public var moment: Moment
  /// How long the server stands still, in milliseconds; 0 for what is no freeze.
  public var freezeMilliseconds: UInt64

  /// Whether it is done when this slot is sent.
  public func meets(_ sequence: UInt64) -> Bool {
    switch moment {
    case .at(let slot): slot == sequence
    case .every(let distance): sequence > 0 && sequence % distance == 0
    }
  }
}

/// How often one kind of fault was done to a server.
public struct ServerFaultTally: Equatable, Sendable {
  /// What was done.
  public var action: ServerFault.Action
  /// How often it took effect.
  public var injected: UInt64 = 0
  /// How often it could not be done.
  public var failed: UInt64 = 0
  /// Why it could not be done, the last time; nil where it always could.
  public var problem: String?

  /// None of this kind so far.
  public init(_ action: ServerFault.Action) { self.action = action }
}
