import Platform
import Simulation

/// Reads the configuration that a command line means and plans it.
enum PlanLoading {
  private static let defaultFile = "simulator.json"

  /// The configuration: the file of `--config`, or `simulator.json` in this folder, or the built-in
  /// one, with the options on top.
  ///
  /// - Parameter further: values on top of the options.
  static func configuration(
    _ arguments: ParsedArguments, with further: [ConfigurationOverride] = []
  ) throws -> Configuration {
    do {
      return try Configuration.read(
        file: try file(arguments), overrides: ConfigurationOverrides.make(arguments) + further)
    } catch let problems as ConfigurationProblems {
      throw CommandFailure(problems)
    }
  }

  /// The plan of that configuration.
  static func plan(
    _ arguments: ParsedArguments, with further: [ConfigurationOverride] = []
  ) throws -> Plan {
    do {
      return try Plan(try configuration(arguments, with: further))
    } catch let refusal as PlanRefusal {
      throw CommandFailure(.badData, "\(refusal.place): \(refusal.message)")
    }
  }

  private static func file(_ arguments: ParsedArguments) throws -> (name: String, bytes: [UInt8])? {
    let path = arguments.text("config")
    guard let name = path ?? (FileSystem.exists(defaultFile) ? defaultFile : nil) else {
      return nil
    }
    do {
      return (name, try File.read(path: name))
    } catch {
      throw CommandFailure(.badData, "\(error); name a configuration that can be read")
    }
  }
}
