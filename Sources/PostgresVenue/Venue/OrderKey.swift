internal import Domain
internal import PostgreSQL

/// Client order ids at the database: the run's key, a hyphen and the slot's sequence.
struct OrderKey {
  /// Key and hyphen.
  let prefix: String
  private let bytes: [UInt8]

  init(_ key: String) {
    prefix = key + "-"
    bytes = Array(prefix.utf8)
  }

  /// The id of a slot's order.
  func text(_ id: ClientOrderID) -> String { "\(prefix)\(id.sequence)" }

  /// The order of an id in a row; `foreign` when it is of another run.
  func order(_ rows: borrowing Rows, _ row: Int, _ column: Int) -> ClientOrderID {
    rows.withBytes(row, column) { order($0) }
  }

  /// The order of an id; `foreign` when it is of another run.
  func order(_ id: borrowing Span<UInt8>) -> ClientOrderID {
    guard id.count > bytes.count, id.count <= bytes.count + 19 else { return .foreign }
    for place in bytes.indices where id[place] != bytes[place] { return .foreign }
    var sequence: UInt64 = 0
    for place in bytes.count..<id.count {
      let digit = id[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { return .foreign }
      sequence = sequence * 10 + UInt64(digit)
    }
    return ClientOrderID(sequence: sequence)
  }
}
