import JSONText

@testable import Simulation

/// Reads a configuration from text, as the file `simulator.json`.
func read(
  _ text: String, overrides: [ConfigurationOverride] = []
) throws(ConfigurationProblems) -> Configuration {
  try Configuration.read(file: ("simulator.json", Array(text.utf8)), overrides: overrides)
}

/// Everything that is wrong with a configuration, one line each.
func problems(_ text: String?, overrides: [ConfigurationOverride] = []) -> String {
  do throws(ConfigurationProblems) {
    let file = text.map { (name: "simulator.json", bytes: Array($0.utf8)) }
    _ = try Configuration.read(file: file, overrides: overrides)
    return "no problem"
  } catch {
    return error.description
  }
}

/// The configuration as compact JSON text.
func written(_ configuration: Configuration, style: JSONWriter.Style = .compact) -> [UInt8] {
  var writer = JSONWriter(style: style)
  configuration.write(to: &writer)
  return writer.bytes
}
