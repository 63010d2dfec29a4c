import Domain
import JSONText
public import Platform

/// The plan of a saved run: `run.json`, written once before anything is executed.
public struct RunFile: Sendable {
  /// The run.
  public var runID: String
  /// When it was started.
  public var createdAt: WallTime
  /// The version of the program that started it.
  public var toolVersion: String
  /// The plan's hash, 32 hexadecimal digits.
  public var planHash: String
  /// The complete effective configuration.
  public var configuration: Configuration
  /// What the client order ids of the run begin with at a venue outside: the run's id and digits that
  /// no other run has.
  public var orderKey: String

  /// The schema that the JSON names.
  public static let schema = "simulator.run/1"

  /// Describes a run that starts now.
  public init(runID: String, createdAt: WallTime, plan: Plan) {
    self.runID = runID
    self.createdAt = createdAt
    toolVersion = ToolVersion.current
    planHash = plan.hash.digest
    configuration = plan.configuration
    let digits = String(SystemRandom.word() | 1 << 63, radix: 32).dropFirst()
    orderKey = "\(runID).\(digits)"
  }

  /// The file's content.
  public func encoded() -> [UInt8] {
    var json = JSONWriter(style: .pretty)
    json.beginObject()
    json.member("schema", Self.schema)
    json.member("run_id", runID)
    json.member("created_at", createdAt.text)
    json.member("tool_version", toolVersion)
    json.member("plan_hash", planHash)
    json.member("venue", configuration.venue.type.rawValue)
    json.member("seed", configuration.seed)
    if configuration.venue.type.isOutside { json.member("order_key", orderKey) }
    json.key("configuration")
    configuration.write(to: &json)
    json.endObject()
    json.endLine()
    return json.drain()
  }

  /// Reads the file of a run.
  ///
  /// - Throws: `RunError` naming the file and what is wrong with it.
  public init(reading directory: RunDirectory) throws(RunError) {
    let path = directory.runFile
    let json = try Self.parse(path)
    let schema = json["schema"]?.stringValue ?? "nothing"
    guard schema == Self.schema else {
      throw RunError(
        .badRecords,
        "\(path) names schema \(schema), expected \(Self.schema); use the program version that "
          + "wrote it")
    }
    guard let runID = json["run_id"]?.stringValue,
      let created = json["created_at"]?.stringValue.flatMap(WallTime.init(text:)),
      let version = json["tool_version"]?.stringValue, let hash = json["plan_hash"]?.stringValue,
      let tree = json["configuration"]
    else {
      throw RunError(
        .badRecords,
        "\(path) lacks one of run_id, created_at, tool_version, plan_hash, configuration")
    }
    self.runID = runID
    createdAt = created
    toolVersion = version
    planHash = hash
    orderKey = json["order_key"]?.stringValue ?? runID
    var text = JSONWriter(style: .compact)
    text.node(tree)
    do {
      configuration = try Configuration.read(file: (path, text.drain()))
    } catch {
      throw RunError(.badRecords, error.description)
    }
  }

  private static func parse(_ path: String) throws(RunError) -> JSONNode {
    let bytes: [UInt8]
    do {
      bytes = try File.read(path: path)
    } catch {
      throw RunError(error, hint: "the run cannot be read without its plan")
    }
    do {
      return try JSONParser.parse(bytes)
    } catch {
      throw RunError(.badRecords, "\(path):\(error.description)")
    }
  }

  /// The plan, checked against the hash that was recorded.
  public func plan() throws(RunError) -> Plan {
    let plan: Plan
    do {
      plan = try Plan(configuration)
    } catch {
      throw RunError(.badRecords, "run \(runID): \(error.description)")
    }
    guard plan.hash.digest == planHash else {
      throw RunError(
        .badRecords,
        "run \(runID) was planned by version \(toolVersion) as plan \(planHash); this version "
          + "(\(ToolVersion.current)) plans \(plan.hash.digest) from its configuration; use the "
          + "version that started it")
    }
    return plan
  }
}
