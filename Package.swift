// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every target: warnings are errors, pointers must be marked, imports are explicit.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The targets from the ground up; nothing imports upward.
let layers: [(name: String, dependencies: [String])] = [
  ("Platform", []),
  ("JSONText", []),
  ("Domain", []),
  ("Budgets", ["Domain"]),
  ("Matching", ["Domain", "CPrefetch"]),
  ("Journal", ["Platform"]),
  ("Simulation", ["Platform", "JSONText", "Domain", "Budgets", "Matching", "Journal"]),
  ("Replay", ["Platform", "Domain", "Budgets", "Matching", "Simulation"]),
  ("OrderFlow", ["Domain", "Matching"]),
  ("Audit", ["Platform", "Domain", "Budgets", "Matching", "Journal", "Simulation"]),
  (
    "DeterministicSimulation",
    ["Platform", "Domain", "Budgets", "Matching", "Journal", "Simulation", "Audit"]
  ),
  ("Reporting", ["Platform", "JSONText", "Domain", "Budgets", "Simulation", "Replay", "Audit"]),
  ("PostgreSQL", ["CPostgreSQL"]),
  (
    "PostgresVenue",
    [
      "Platform", "JSONText", "Domain", "Budgets", "Matching", "Simulation", "Replay", "Audit",
      "PostgreSQL",
    ]
  ),
]

/// C libraries that a target needs while a trait is on.
let libraries: [String: [Target.Dependency]] = [
  "Platform": [
    .target(name: "CZlib", condition: .when(traits: ["Compression"])),
    .target(name: "CZstd", condition: .when(traits: ["Compression"])),
  ]
]

let package = Package(
  name: "orderbook-simulator",
  products: [
    .executable(name: "simulator", targets: ["Simulator"]),
    .library(name: "Matching", targets: ["Matching", "Domain"]),
    .library(name: "MatchingC", type: .dynamic, targets: ["MatchingC"]),
  ],
  traits: [
    .default(enabledTraits: ["Compression"]),
    .trait(name: "Compression", description: "Read gzip and zstd; needs zlib and libzstd."),
  ],
  targets: layers.map {
    .target(
      name: $0.name,
      dependencies: $0.dependencies.map { .init(stringLiteral: $0) }
        + libraries[$0.name, default: []],
      swiftSettings: settings)
  } + [
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CZstd"),
    .target(name: "CMatching"),
    .target(
      name: "MatchingC", dependencies: ["CMatching", "Domain", "Matching"],
      swiftSettings: settings),
    .executableTarget(name: "EmbeddingExample", dependencies: ["CMatching", "MatchingC"]),
    .testTarget(
      name: "MatchingCTests", dependencies: ["EmbeddingExample", "TestSupport", "Platform"],
      swiftSettings: settings),
    .systemLibrary(
      name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "CPrefetch"),
    .executableTarget(
      name: "Simulator", dependencies: layers.map { .init(stringLiteral: $0.name) },
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["Platform"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "DatabaseTestSupport",
      dependencies: ["Platform", "PostgreSQL", "PostgresVenue", "TestSupport"],
      path: "Tests/DatabaseTestSupport", swiftSettings: settings),
    .testTarget(
      name: "Scenarios",
      dependencies: ["Simulator", "TestSupport", "JSONText", "Platform", "Domain"],
      path: "Tests/Scenarios", swiftSettings: settings),
    .testTarget(
      name: "PostgresScenarios",
      dependencies: [
        "Simulator", "TestSupport", "DatabaseTestSupport", "PostgresVenue", "PostgreSQL", "Replay",
        "JSONText", "Platform", "Domain",
      ],
      path: "Tests/PostgresScenarios", swiftSettings: settings),
  ]
    + (layers.map(\.name) + ["Simulator"]).map {
      .testTarget(
        name: "\($0)Tests",
        dependencies: layers.map { .init(stringLiteral: $0.name) }
          + ($0 == "Simulator" ? ["Simulator", "TestSupport"] : ["TestSupport"])
          + ($0.hasPrefix("Postgre") ? ["DatabaseTestSupport"] : []),
        swiftSettings: settings)
    }
)
