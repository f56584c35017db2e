// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: a warning stops the build, an import is internal
/// unless a signature needs it, and a member is visible only where its module is imported.
let rules: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func library(
  _ name: String, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: rules + settings)
}

func tool(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Tools/\(name)", swiftSettings: rules)
}

/// A program that belongs to the repository and not to its products.
func workshop(_ folder: String, _ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Tools/\(folder)/\(name)", swiftSettings: rules)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, exclude: exclude,
    swiftSettings: rules)
}

let package = Package(
  name: "kontor",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "kontor", targets: ["kontor"]),
    .executable(name: "kontor-replay", targets: ["kontor-replay"]),
    .executable(name: "sample-ledger", targets: ["sample-ledger"]),
    .executable(name: "crash-test", targets: ["crash-test"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // The order is the order of the flow; a target imports only what stands above it.
    .systemLibrary(
      name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"]), .brew(["lmdb"])]),
    .target(name: "CChecksum"),
    library("LMDB", ["CChecksum", "CLMDB"], settings: [.enableExperimentalFeature("Lifetimes")]),
    library("Money", []),
    library("StrictJSON", []),
    library("YAMLText", [yams]),
    library("LedgerEvents", ["CChecksum", "Money", "StrictJSON", protobuf]),
    library("TransparencyLog", ["CChecksum", crypto]),
    library("Journal", ["LMDB", "TransparencyLog", "CChecksum", logging]),
    library("Commission", ["Money", "YAMLText"]),
    library("AccountHealth", ["Money", "YAMLText"]),
    library("Vault", ["LMDB", "LedgerEvents", "StrictJSON", "TransparencyLog", crypto]),
    library("ReadLog", ["LMDB", "StrictJSON", "TransparencyLog"]),
    library("LedgerDomain", ["LedgerEvents", "Commission", "Money"]),
    library("Importing", ["LedgerEvents", "StrictJSON", "YAMLText", "Money"]),
    library(
      "Projections",
      [
        "Journal", "LMDB", "TransparencyLog", "LedgerEvents", "LedgerDomain", "Commission",
        "AccountHealth", "Money", "StrictJSON",
      ]),
    library(
      "Ledger",
      [
        "LMDB", "Money", "StrictJSON", "LedgerEvents", "TransparencyLog", "Journal", "Commission",
        "AccountHealth", "LedgerDomain", "Importing", "Projections", "YAMLText", "Vault", "ReadLog",
        protobuf,
      ]),
    library(
      "Audit",
      [
        "Journal", "TransparencyLog", "LedgerEvents", "LedgerDomain", "Commission",
        "AccountHealth", "Projections", "LMDB", "Money", "ReadLog",
      ]),
    library(
      "Printing",
      [
        "LMDB", "Money", "StrictJSON", "YAMLText", "LedgerEvents", "TransparencyLog", "Journal",
        "Commission", "Projections", arguments,
      ]),
    library(
      "AuditCommands",
      [
        "LMDB", "Money", "StrictJSON", "LedgerEvents", "TransparencyLog", "Journal", "Commission",
        "Projections", "Audit", "Printing", arguments,
      ]),
    .executableTarget(
      name: "kontor",
      dependencies: [
        "Money", "StrictJSON", "YAMLText", "LedgerEvents", "TransparencyLog", "Journal",
        "Commission", "AccountHealth", "Importing", "Projections", "Ledger", "Audit", "Printing",
        "AuditCommands", "ReadLog", "Vault", "LMDB", arguments, logging,
      ], swiftSettings: rules),
    // It reads only: Ledger and Importing, which record, are not among what it is made of.
    tool("kontor-replay", ["AuditCommands", "Printing", arguments]),

    .target(
      name: "SampleLedgerGenerator", dependencies: ["Money"],
      path: "Tools/sample-ledger/Generator", swiftSettings: rules),
    .executableTarget(
      name: "sample-ledger", dependencies: ["SampleLedgerGenerator", "Money", arguments],
      path: "Tools/sample-ledger", exclude: ["Generator"], swiftSettings: rules),
    .target(
      name: "Trials", dependencies: ["Journal", "LMDB"], path: "Tools/crash-test/Trials",
      swiftSettings: rules),
    .executableTarget(
      name: "crash-test", dependencies: ["Trials", "Journal"],
      path: "Tools/crash-test", exclude: ["run", "Trials"], swiftSettings: rules),
    workshop(
      "fault-test", "fault-test",
      [
        "Trials", "Journal", "Ledger", "LedgerEvents", "LMDB", "Projections", "Audit", "Money",
        "TransparencyLog", protobuf,
      ]),

    .executableTarget(
      name: "flip-test",
      dependencies: ["Journal", "Ledger", "LedgerEvents", "Projections", "Audit"],
      path: "Tools/flip-test", exclude: ["run", "contact.ndjson", "RESULTS.md"],
      swiftSettings: rules),

    workshop(
      "bench", "kontor-bench",
      [
        "Journal", "TransparencyLog", "Ledger", "LedgerEvents", "Importing", "Projections",
        "Commission", "Money",
      ]),
    // Of the toolchain; linked only where the program is built with -sanitize=fuzzer.
    .systemLibrary(name: "CLibFuzzer", path: "Tools/fuzz/CLibFuzzer"),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Journal", "LedgerEvents", "StrictJSON", "Importing", "Commission", "AccountHealth",
        "YAMLText", "Money", "TransparencyLog", "Projections", "Audit",
      ], path: "Tools/fuzz/Targets", swiftSettings: rules),
    workshop("fuzz", "kontor-fuzz", ["FuzzTargets", "CLibFuzzer", arguments]),

    .target(
      name: "ConcurrentHistory", path: "Tools/concurrency-test/History", swiftSettings: rules),
    .executableTarget(
      name: "concurrency-test",
      dependencies: ["ConcurrentHistory", "Journal", "TransparencyLog", arguments],
      path: "Tools/concurrency-test", exclude: ["run", "History"], swiftSettings: rules),

    tests("LMDB", ["CLMDB"]),
    tests("Money", []),
    tests("StrictJSON", []),
    tests("YAMLText", []),
    tests("LedgerEvents", ["Money", "StrictJSON", protobuf]),
    tests("TransparencyLog", [crypto], exclude: ["Vectors"]),
    tests("Journal", ["LMDB", "TransparencyLog", "CChecksum", "crash-test", crypto]),
    .testTarget(
      name: "ConcurrencyTests", dependencies: ["ConcurrentHistory", "concurrency-test"],
      swiftSettings: rules),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], swiftSettings: rules),
    tests("Commission", ["Money", "YAMLText"], exclude: ["Worksheets"]),
    tests("AccountHealth", ["Money", "YAMLText"]),
    tests("Vault", ["LMDB", "LedgerEvents", "TransparencyLog"]),
    tests("ReadLog", ["LMDB"]),
    tests("LedgerDomain", ["LedgerEvents", "Money", protobuf]),
    tests("Importing", ["LedgerEvents", "StrictJSON"]),
    tests(
      "Projections",
      [
        "Journal", "TransparencyLog", "LedgerEvents", "Commission", "AccountHealth", "Money",
        "LMDB", "SampleLedgerGenerator",
      ]),
    tests(
      "Ledger",
      [
        "Money", "StrictJSON", "LedgerEvents", "TransparencyLog", "Journal", "Commission",
        "Importing", "Projections", "SampleLedgerGenerator", "Vault", "ReadLog", crypto,
      ]),
    tests(
      "Audit",
      [
        "Journal", "TransparencyLog", "LedgerEvents", "Commission", "Projections", "Ledger",
        "Money", protobuf,
      ]),
    .testTarget(
      name: "KontorTests",
      dependencies: [
        "kontor", "kontor-replay", "sample-ledger", "StrictJSON", "Journal", "LedgerEvents",
      ],
      exclude: ["Transcripts"], swiftSettings: rules),
    .testTarget(
      name: "SampleLedgerTests",
      dependencies: [
        "SampleLedgerGenerator", "AccountHealth", "LedgerEvents", "StrictJSON", "Money",
      ],
      swiftSettings: rules),
  ]
)
