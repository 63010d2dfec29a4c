import Domain
import Platform

/// The disk of one history: counts changes, lets the drawn ones fail, and remembers what was
/// acknowledged.
final class HistoryDisk: DiskSupervisor {
  let disk = MemoryDisk()
  /// What is to happen to the process at work; nil for nothing.
  private(set) var disruption: Disruption?
  /// Changes by the process at work.
  private(set) var changes: UInt64 = 0
  /// Whether the disruption has happened.
  private(set) var hasHappened = false
  /// Records of each journal that the disk took, up to the last one that ends a group.
  private(set) var acknowledged: [String: UInt64] = [:]
  /// Those that were synced.
  private(set) var synced: [String: UInt64] = [:]
  /// What is broken on purpose.
  var sabotage = Sabotage.none
  private var records: [String: UInt64] = [:]
  private let clock: ManualClock
  private var draw: Draw

  init(clock: ManualClock, seed: UInt64) {
    self.clock = clock
    draw = Draw(seed: seed, purpose: 4)
    disk.supervisor = self
  }

  /// Begins a process's work.
  func begin(_ disruption: Disruption?) {
    self.disruption = disruption
    changes = 0
    hasHappened = false
    records = acknowledged
  }

  /// Starts the disk again after a process was killed, and forgets what a power failure may lose.
  func restart() {
    guard disruption?.kind == .power else {
      disk.restart()
      // Room that was reserved for further records stays behind.
      if draw.pick(4) == 0 {
        for path in acknowledged.keys.sorted() {
          disk.file(path).map { $0.lengthen(to: $0.bytes.count + 64 * draw.pick(40)) }
        }
      }
      return
    }
    disk.restartAfterPowerFailure { draw.pick(2) == 0 }
    acknowledged = synced
  }

  /// Notes how many records a journal was found to hold: more than was acknowledged may have survived.
  func acknowledge(_ path: String, _ count: UInt64) {
    records[path] = count
    acknowledged[path] = count
  }

  func verdict(on operation: DiskOperation) -> DiskVerdict {
    changes += 1
    clock.advance(by: TimeSpan(nanoseconds: 200))
    let verdict = decide(operation)
    guard verdict == .goOn else { return verdict }
    note(operation)
    guard let written = sabotage.written, case .write(let path, let bytes) = operation else {
      return .goOn
    }
    return .goOnWith(written(path, bytes))
  }

  private func decide(_ operation: DiskOperation) -> DiskVerdict {
    guard let disruption, changes > disruption.after else { return .goOn }
    switch disruption.kind {
    case .stop: return .goOn
    case .kill, .power:
      hasHappened = true
      switch operation {
      case .store: return .endAfter(draw.pick(8))
      case .write(_, let bytes):
        // The system takes pages one after the other.
        let pages = bytes.count / MemoryDisk.pageByteCount
        return .endAfter(draw.pick(pages + 1) * MemoryDisk.pageByteCount)
      default: return .endAfter(0)
      }
    case .full:
      switch operation {
      case .store, .write, .create:
        hasHappened = true
        return .refuse(Self.noSpace)
      default: return .goOn
      }
    case .sync:
      guard case .sync = operation else { return .goOn }
      hasHappened = true
      return .refuse(Self.inputOutputError)
    }
  }

  /// Remembers the record that is stored, and what a sync carries to the medium.
  private func note(_ operation: DiskOperation) {
    switch operation {
    case .store(let path, let line):
      let count = records[path] ?? 0
      records[path] = count + 1
      let endsGroup = line.w0 >> 32 & 0xFF != 2
      if endsGroup { acknowledged[path] = count + 1 }
    case .sync(let path): synced[path] = acknowledged[path]
    case .create(let path), .remove(let path):
      records[path] = nil
      acknowledged[path] = nil
      synced[path] = nil
    default: return
    }
  }

  private static let noSpace: Int32 = 28
  private static let inputOutputError: Int32 = 5
}
