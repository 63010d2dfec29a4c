import Simulation

/// Why a command ends without doing its work: what to say, and the exit code.
struct CommandFailure: Error {
  let exitCode: ExitCode
  let messages: [String]

  init(_ exitCode: ExitCode, _ messages: String...) {
    self.exitCode = exitCode
    self.messages = messages
  }

  /// - Parameter lines: a message for each line.
  init(_ exitCode: ExitCode, lines: String) {
    self.exitCode = exitCode
    messages = lines.split(separator: "\n").map(String.init)
  }

  init(_ problems: ConfigurationProblems) {
    exitCode = .badData
    messages = problems.problems.map(\.description)
  }

  init(_ error: RunError) {
    messages = error.message.split(separator: "\n").map(String.init)
    switch error.code {
    case .unknownRun: exitCode = .usage
    case .venue: exitCode = .venueUnreachable
    case .busy, .badRecords, .storage, .venueMismatch: exitCode = .badData
    case .internalError: exitCode = .internalError
    }
  }
}

extension CommandContext {
  /// Does a command's work; a failure is explained on standard error.
  func attempt(_ work: () throws -> ExitCode) -> ExitCode {
    do {
      return try work()
    } catch let failure as CommandFailure {
      return explain(failure)
    } catch let error as RunError {
      return explain(CommandFailure(error))
    } catch {
      return explain(CommandFailure(.internalError, "\(error)"))
    }
  }

  /// Says what went wrong on standard error; the exit code that goes with it.
  @discardableResult
  func explain(_ failure: CommandFailure) -> ExitCode {
    for message in failure.messages {
      writeMessage("simulator: \(messageStyle.error("error:")) \(message)\n")
    }
    return failure.exitCode
  }
}
