internal import Platform

/// One pass over a journal's records that applies the torn-tail rule of `JournalRecovery`.
struct JournalScan: ~Copyable {
  /// Number of records up to the last outcome seen.
  private(set) var committed: UInt64
  /// The frontier of the last outcome seen.
  private(set) var frontier: UInt64 = 0
  /// Number of records up to the last that is not zero.
  private(set) var tornEnd: UInt64

  private let path: String
  private let checksum: RecordChecksum
  private let allowsHoles: Bool

  init(path: String, journalID: UInt64, trusted: UInt64, allowsHoles: Bool) {
    self.path = path
    self.allowsHoles = allowsHoles
    checksum = RecordChecksum(journalID: journalID)
    committed = trusted
    tornEnd = trusted
  }

  /// Takes the frontier from the last of the trusted records.
  mutating func begin(
    behind line: CacheLine?, fileByteCount: Int64
  ) throws(JournalError) {
    let lines = UInt64(max(0, fileByteCount / Int64(CacheLine.byteCount) - 1))
    guard let line, !line.isZero else {
      throw .shorterThanTrusted(
        path: path, recordCount: min(lines, committed - 1), trusted: committed)
    }
    let ordinal = committed - 1
    guard checksum.isValid(line, ordinal: ordinal) else { throw damage(ordinal, .checksum) }
    switch line.kind {
    case JournalFormat.outcomeKind: frontier = OutcomeRecord(decoding: line).frontier
    case JournalFormat.transferKind: frontier = TransferRecord(decoding: line).frontier
    default: throw damage(ordinal, .withinGroup)
    }
  }

  /// Checks all lines of the stream, which starts behind the trusted records.
  mutating func run(_ stream: inout RecordStream) throws(JournalError) {
    while let line = try stream.next() {
      let ordinal = stream.ordinal - 1
      if !line.isZero && !stream.isCut && checksum.isValid(line, ordinal: ordinal) {
        try take(line, ordinal: ordinal)
      } else {
        return try finish(&stream, behind: line, ordinal: ordinal)
      }
    }
  }

  /// Sees to it that only zeros follow the line that is no whole record.
  private mutating func finish(
    _ stream: inout RecordStream, behind line: CacheLine, ordinal: UInt64
  ) throws(JournalError) {
    tornEnd = line.isZero ? ordinal : ordinal + 1
    var isPastHole = false
    while let rest = try stream.next() {
      if rest.isZero { continue }
      let place = stream.ordinal - 1
      if allowsHoles && line.isZero && (isPastHole || Self.isPageStart(place)) {
        isPastHole = true
        tornEnd = place + 1
        continue
      }
      // A writer at work may have filled the line after it was read: then this is a prefix.
      if try stream.lineNow(at: ordinal) != line { return }
      throw damage(ordinal, .checksum)
    }
  }

  /// Whether a record begins a page of the file: what a power failure loses, it loses in pages.
  private static func isPageStart(_ ordinal: UInt64) -> Bool {
    JournalFormat.byteOffset(ofRecord: ordinal) % Int64(MappedWindow.pageByteCount) == 0
  }

  /// Checks what a whole record says against the records before it.
  private mutating func take(_ line: CacheLine, ordinal: UInt64) throws(JournalError) {
    let openFills = UInt32(truncatingIfNeeded: ordinal - committed)
    tornEnd = ordinal + 1
    switch line.kind {
    case JournalFormat.fillKind:
      let index = FillRecord.index(in: line)
      guard index == openFills else {
        throw damage(ordinal, .fillIndex(found: index, expected: openFills))
      }
    case JournalFormat.outcomeKind:
      let outcome = OutcomeRecord(decoding: line)
      guard outcome.fillCount == openFills else {
        throw damage(ordinal, .fillCount(found: outcome.fillCount, expected: openFills))
      }
      guard outcome.frontier >= frontier else {
        throw damage(ordinal, .frontier(found: outcome.frontier, before: frontier))
      }
      frontier = outcome.frontier
      committed = ordinal + 1
    case JournalFormat.transferKind:
      let transfer = TransferRecord(decoding: line)
      guard openFills == 0 else {
        throw damage(ordinal, .fillCount(found: 0, expected: openFills))
      }
      guard transfer.frontier >= frontier else {
        throw damage(ordinal, .frontier(found: transfer.frontier, before: frontier))
      }
      frontier = transfer.frontier
      committed = ordinal + 1
    default:
      throw damage(ordinal, .unknownKind(line.kind))
    }
  }

  private func damage(_ ordinal: UInt64, _ what: JournalError.Damage) -> JournalError {
    .damaged(
      path: path, ordinal: ordinal, byteOffset: JournalFormat.byteOffset(ofRecord: ordinal),
      what: what)
  }
}
