import Platform
import Simulation

/// A way to break what is simulated on purpose, so that the simulation can be seen to find it.
struct Sabotage: Sendable {
  /// Does a process's work.
  var execute:
    @Sendable (RunSession<ManualClock>, RunMode, inout any RunInspector) throws(RunError) ->
      RunReport = { (session, mode, inspector) throws(RunError) in
        try session.execute(mode, inspector: &inspector)
      }
  /// Called with the disk when it was started again.
  var restarted: @Sendable (MemoryDisk) -> Void = { _ in }
  /// What is written instead of bytes that are written to a path.
  var written: (@Sendable (_ path: String, _ bytes: [UInt8]) -> [UInt8])?

  /// Nothing is broken.
  static let none = Sabotage()
}
