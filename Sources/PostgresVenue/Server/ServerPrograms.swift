internal import Glibc
internal import Platform

/// The programs of an installed PostgreSQL server, and the user as whom they run.
struct ServerPrograms {
  /// The folder that holds `initdb` and `pg_ctl`.
  let folder: String
  /// The words before a command: PostgreSQL refuses to run as root, so root runs it as `postgres`.
  private let asOwner: [String]

  /// Finds the newest ones.
  static func find() throws(PrivateServer.Failure) -> ServerPrograms {
    let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? ""
    let versions = ((try? FileSystem.list("/usr/lib/postgresql")) ?? [])
      .sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
    let folders =
      versions.map { "/usr/lib/postgresql/\($0)/bin" }
      + path.split(separator: ":").map(String.init)
    guard let folder = folders.first(where: { FileSystem.exists("\($0)/initdb") }) else {
      throw PrivateServer.Failure(
        description: "no PostgreSQL server is installed here; install it, for example with: "
          + "apt-get install postgresql", isMissingProgram: true)
    }
    return ServerPrograms(
      folder: folder, asOwner: getuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] : [])
  }

  /// Runs one of the programs to its end.
  func run(
    _ program: String, _ arguments: [String], hint: String
  ) throws(PrivateServer.Failure) {
    try execute(["\(folder)/\(program)"] + arguments, name: program, hint: hint)
  }

  /// Makes a folder that only the owner of the server may enter.
  func makeFolder(_ path: String) throws(PrivateServer.Failure) {
    do {
      try FileSystem.createDirectory(path)
    } catch {
      throw PrivateServer.Failure(description: "\(error)", isMissingProgram: false)
    }
    if !asOwner.isEmpty {
      try execute(
        ["/bin/chown", "postgres", path], name: "chown", asOwner: [], hint: "is there such a user?")
      try execute(
        ["/usr/bin/test", "-w", path], name: "the server's folder \(path)",
        hint: "the user 'postgres' cannot reach it; choose another --state-dir")
    }
    try execute(["/bin/chmod", "700", path], name: "chmod", hint: "choose another --state-dir")
  }

  /// Writes a file that only the owner of the server may read.
  func write(_ text: String, to path: String) throws(PrivateServer.Failure) {
    try execute(
      ["/bin/sh", "-c", "umask 077 && cat > \"$1\"", "sh", path], name: "writing \(path)",
      input: text, hint: "choose another --state-dir")
  }

  private func execute(
    _ words: [String], name: String, asOwner: [String]? = nil, input: String = "", hint: String
  ) throws(PrivateServer.Failure) {
    let words = (asOwner ?? self.asOwner) + words
    do {
      let child = try ChildProcess(
        words[0], Array(words.dropFirst()),
        environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"],
        workingDirectory: "/")
      if !input.isEmpty { try child.write(input) }
      child.closeStandardInput()
      let end = try child.waitForExit(timeout: .seconds(120))
      guard end == .exited(0) else {
        let said = child.standardError + child.standardOutput
        let text = said.split(separator: "\n").joined(separator: "; ")
        throw PrivateServer.Failure(
          description: "\(name) \(end)\(text.isEmpty ? "" : ": \(text)"); \(hint)",
          isMissingProgram: false)
      }
    } catch let failure as PrivateServer.Failure {
      throw failure
    } catch {
      throw PrivateServer.Failure(
        description: "\(name): \(error); \(hint)", isMissingProgram: false)
    }
  }
}
