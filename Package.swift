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
  ("OrderFlow", ["Domain", "Matching"]),
  ("Audit", ["Domain", "Budgets", "Matching", "Simulation"]),
  ("Reporting", ["Platform", "JSONText", "Domain", "Budgets", "Simulation", "Audit"]),
  ("PostgreSQL", ["CPostgreSQL"]),
]

let package = Package(
  name: "orderbook-simulator",
  products: [
    .executable(name: "simulator", targets: ["Simulator"]),
    .library(name: "Matching", targets: ["Matching", "Domain"]),
    .library(name: "MatchingC", type: .dynamic, targets: ["MatchingC"]),
  ],
  targets: layers.map {
    .target(
      name: $0.name, dependencies: $0.dependencies.map { .init(stringLiteral: $0) },
      swiftSettings: settings)
  } + [
    .target(name: "CPrefetch"),
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
    .executableTarget(
      name: "Simulator", dependencies: layers.map { .init(stringLiteral: $0.name) },
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["Platform"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "Scenarios",
      dependencies: ["Simulator", "TestSupport", "JSONText", "Platform", "Domain"],
      path: "Tests/Scenarios", swiftSettings: settings),
  ]
    + (layers.map(\.name) + ["Simulator"]).map {
      .testTarget(
        name: "\($0)Tests",
        dependencies: layers.map { .init(stringLiteral: $0.name) }
          + ($0 == "Simulator" ? ["Simulator", "TestSupport"] : ["TestSupport"]),
        swiftSettings: settings)
    }
)
