import Glibc
import TestSupport
import Testing

@Suite("Where nothing can be written")
struct StorageTests {
  private let place: Workplace
  /// 30 MB of journal: 200,000 outcomes and as many fills at most.
  private let plan = [
    "--accounts", "200", "--trades-per-account", "1000", "--budget", "1000000", "--json",
  ]

  init() throws { place = try Workplace() }

  @Test("a state directory that cannot be made")
  func unwritable() throws {
    try place.write("", as: "file")
    for directory in ["file/state", "file", "/proc/state"] {
      let answer = try place.run(["run", "--state-dir", directory])
      #expect(answer.end == .exited(65), "\(directory): \(answer.error)")
      #expect(answer.errorLines.count == 1, "\(answer.error)")
      #expect(answer.error.contains("choose another --state-dir"), "\(answer.error)")
    }
    #expect(place.everything() == ["file"])
  }

  @Test("a state directory that is read-only")
  func readOnly() throws {
    let answer = try place.shell(
      """
      mkdir ro && mount -t tmpfs -o ro tmpfs ro || exit 77
      "$0" run --state-dir ro/state; code=$?; umount ro; exit $code
      """)
    guard answer.end != .exited(77) else { return }
    #expect(answer.end == .exited(65), "\(answer.error)")
    #expect(answer.error.contains("Read-only file system"), "\(answer.error)")
  }

  @Test("a state directory that is missing, for commands that read")
  func missing() throws {
    for (words, code, hint) in [
      (["resume"], 64, "simulator run"), (["resume", "a"], 64, "nope"),
      (["show", "a"], 64, "nope"), (["budgets", "a"], 64, "nope"), (["runs"], 0, "nope"),
    ] as [([String], Int32, String)] {
      let answer = try place.run(words + ["--state-dir", "nope"])
      #expect(answer.end == .exited(code), "\(words): \(answer.error)")
      #expect(answer.error.contains(hint), "\(words): \(answer.error)")
    }
    #expect(place.everything().isEmpty)
  }

  @Test(
    "a file size limit in the middle: what was done is kept, and resuming does the rest",
    arguments: [[], ["--no-save-after-each-slot"]])
  func sizeLimit(options: [String]) throws {
    let reference = try place.run(["run"] + plan).summary()
    let words = (["run", "--run-id", "a"] + plan + options).joined(separator: " ")
    // The shell counts in blocks of 512 bytes: 10 MB.
    let answer = try place.shell("ulimit -f 20480; exec \"$0\" \(words)")
    #expect(answer.end == .exited(65), "\(answer.error)")
    #expect(answer.error.contains("File too large"), "\(answer.error)")
    #expect(answer.error.contains("simulator resume a"), "\(answer.error)")
    #expect(answer.output.isEmpty)
    let resumed = try place.run(["resume", "a", "--json"])
    #expect(resumed.end == .exited(0), "\(resumed.error)")
    #expect(try resumed.summary().essence == reference.essence)
    let journal = try JournalFile(path: place.file("journal", of: "a"))
    let areSlotsInOrder = journal.slotsOfMainPass == Array(0..<200_000)
    #expect(areSlotsInOrder)
  }

  @Test("a limit that leaves no room at all leaves nothing behind")
  func noRoom() throws {
    let answer = try place.shell("ulimit -f 0; exec \"$0\" run --run-id a")
    #expect(answer.end == .exited(65), "\(answer.error)")
    #expect(answer.error.contains("File too large"), "\(answer.error)")
    #expect(Directory.entries(of: place.state).isEmpty)
  }

  @Test(
    "a disk that gets full: what was done is kept, and resuming does the rest",
    arguments: [[], ["--no-save-after-each-slot"], ["--durability", "fsync"]])
  func fullDisk(options: [String]) throws {
    let reference = try place.run(["run"] + plan).summary()
    let words = (["--run-id", "a", "--state-dir", "disk/s"] + plan + options)
      .joined(separator: " ")
    let answer = try place.shell(
      """
      mkdir disk && mount -t tmpfs -o size=11m tmpfs disk || exit 77
      "$0" run \(words); echo "code $?" >&2
      "$0" resume a --state-dir disk/s --json; echo "code $?" >&2
      mount -o remount,size=200m disk
      "$0" resume a --state-dir disk/s --json; code=$?
      umount disk; exit $code
      """)
    guard answer.end != .exited(77) else { return }
    #expect(answer.end == .exited(0), "\(answer.error)")
    #expect(answer.error.ranges(of: "No space left on device").count == 2, "\(answer.error)")
    #expect(answer.error.ranges(of: "code 65\n").count == 2, "\(answer.error)")
    #expect(
      answer.error.contains("make room and go on with: simulator resume a --state-dir disk/s"))
    #expect(try answer.summary().essence == reference.essence)
    #expect(try answer.summary().verdict == "pass")
  }
}
