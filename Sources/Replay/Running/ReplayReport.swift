public import Budgets
import Domain
public import Simulation

/// What became of a replay.
public struct ReplayReport: Sendable {
  /// What was asked for.
  public let options: ReplayOptions
  /// What the file's rows were taken for.
  public let format: ReplayOptions.Format
  /// The venue's name.
  public let venue: String
  /// What was traded.
  public let terms: FlowTerms
  /// Whether a signal ended it before the file did.
  public let wasInterrupted: Bool
  /// Nanoseconds from the first message to the end.
  public let elapsedNanoseconds: Int64
  /// Bytes of the file, decompressed.
  public let byteCount: Int64
  /// The flow itself.
  public let flow: FlowSummary
  /// What the commands did.
  public let counts: FlowCounts
  /// Hash of all fills.
  public let tape: TapeHash
  /// Response, service and lag of the messages that were timed.
  public let latency: LatencyMeasurement
  /// Rows that were left out, of the file and of the order-book file.
  public let badRows: [(file: String, rows: BadRows)]
  /// Budgets at the end; nil where the format knows no accounts.
  public let budgets: BudgetStore?
  /// Messages by type and what was not known; nil for other formats.
  public let lobster: LobsterCounts?
  /// The comparison with the order-book file; nil without one.
  public let comparison: BookComparisonResult?
  let actions: [UInt64]
  /// Orders resting at the end; nil where the venue does not tell.
  public let openOrders: Int?
  /// Rows written to the conversion; nil without one.
  public let convertedRows: UInt64?
  /// How a venue outside of this process was used and what it has recorded; nil for others.
  public let outside: OutsideFlowResult?
  /// The line of the last message that was carried out, or at which the venue stopped it; 0 before the
  /// first.
  public let lastLine: UInt64

  /// How it ended: `completed`, `interrupted` by a signal, or `stopped` by its venue.
  public var status: String {
    outside?.stop != nil ? "stopped" : wasInterrupted ? "interrupted" : "completed"
  }

  /// Messages per second of the replay; 0 when no time passed.
  public var messagesPerSecond: Double {
    guard elapsedNanoseconds > 0 else { return 0 }
    return Double(flow.messages) * 1e9 / Double(elapsedNanoseconds)
  }

  /// Rows that were left out of all files.
  public var badRowCount: UInt64 { badRows.reduce(0) { $0 + $1.rows.count } }

  /// Messages by type, in the order of the format's own numbers.
  public var messagesByType: [(type: String, count: UInt64)] {
    if let lobster {
      return LobsterMessage.Kind.allCases.map {
        ($0.name, lobster.messages[Int($0.rawValue)])
      }
    }
    return zip(["place", "cancel", "amend"], actions).map { ($0, $1) }
  }

  /// Whether a book differed from the recorded one for no reason that the files give.
  public var hasUnexplainedDifferences: Bool {
    comparison?.differences[.unexplained, default: 0] ?? 0 > 0
  }
}
