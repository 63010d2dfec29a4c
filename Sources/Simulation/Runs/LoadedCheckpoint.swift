import Domain
import JSONText
import Platform

/// Both halves of a run's last checkpoint.
struct LoadedCheckpoint: Sendable {
  let snapshot: RunSnapshot
  let state: VenueState

  /// What looking for a checkpoint came to.
  enum Search: Sendable {
    case found(LoadedCheckpoint)
    /// There is none: the run was stopped before the first was written, or it was removed.
    case missing
    /// There is one that cannot be used, with the reason.
    case unusable(String)
  }

  /// Reads the run's checkpoint. Whatever is wrong with it is no loss, since the journal alone
  /// rebuilds the run; it only takes longer.
  ///
  /// A run at work replaces its checkpoint: where one half is gone when it is read, the next
  /// checkpoint is there, and is read instead.
  static func find(_ directory: RunDirectory, plan: Plan) -> Search {
    var found = findOnce(directory, plan: plan)
    for _ in 0..<triesMax {
      guard case .unusable = found else { break }
      found = findOnce(directory, plan: plan)
    }
    return found
  }

  private static let triesMax = 4

  private static func findOnce(_ directory: RunDirectory, plan: Plan) -> Search {
    let path = directory.checkpoint
    guard directory.volume.exists(path) else { return .missing }
    do {
      let snapshot = try RunSnapshot(reading: path, on: directory.volume, plan: plan)
      guard snapshot.runID == directory.runID, snapshot.planHash == plan.hash.digest else {
        return .unusable("\(path) belongs to another run")
      }
      let stateFile = directory.stateFile(records: snapshot.journalRecords)
      let bytes = try directory.volume.read(stateFile)
      guard let state = VenueState(decoding: bytes, journalRecords: snapshot.journalRecords)
      else { return .unusable("\(stateFile) is damaged") }
      return .found(LoadedCheckpoint(snapshot: snapshot, state: state))
    } catch let error as SnapshotError {
      return .unusable("\(path): \(error.message)")
    } catch {
      return .unusable("\(error)")
    }
  }
}

extension RunSnapshot {
  /// Reads `checkpoint.json` and verifies its checksum.
  init(reading path: String, on volume: Volume = .system, plan: Plan) throws {
    let bytes = try volume.read(path)
    guard SnapshotChecksum.isValid(bytes) else {
      throw SnapshotError(message: "its checksum does not fit its content")
    }
    try self.init(try JSONParser.parse(bytes), plan: plan)
  }
}
