// swift-tools-version: 6.2
import PackageDescription

/// The matching engine as a library that the public matching-engine benchmark can load. Built by
/// itself: the product does not need it.
let package = Package(
  name: "public-benchmark",
  products: [
    .library(name: "MatchingAdapter", type: .dynamic, targets: ["MatchingAdapter"])
  ],
  dependencies: [.package(name: "orderbook-simulator", path: "../..")],
  targets: [
    .target(name: "CBenchmark"),
    .target(
      name: "MatchingAdapter",
      dependencies: ["CBenchmark", .product(name: "Matching", package: "orderbook-simulator")],
      swiftSettings: [
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
  ]
)
