/// Something that ends one process's work on a run before its time.
public struct Disruption: Hashable, Sendable {
  /// What happens.
  public enum Kind: String, CaseIterable, Sendable {
    /// The process is killed within a change to the disk: what it stored is there.
    case kill
    /// The power fails within a change to the disk: what was not synced may be lost.
    case power
    /// A signal asks the run to stop.
    case stop
    /// The disk is full from then on, until the process has ended.
    case full
    /// A sync fails, and every further one until the process has ended.
    case sync
  }

  /// What happens.
  public var kind: Kind
  /// When: after so many changes to the disk by the process, or for a stop so many looks for one.
  public var after: UInt64

  /// Makes a disruption of its parts.
  public init(_ kind: Kind, after: UInt64) {
    self.kind = kind
    self.after = after
  }

  /// As the command line takes it: `kill@57`.
  public var text: String { "\(kind.rawValue)@\(after)" }

  /// Reads `kill@57`; nil for anything else.
  public init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])),
      let after = UInt64(parts[1])
    else { return nil }
    self.init(kind, after: after)
  }
}
