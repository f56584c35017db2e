import Foundation

/// The plans and the schema that are shipped as examples.
enum PlanExamples {
  static let schemas = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Schemas/plans").standardized

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: schemas.appending(path: "examples").path
    ).sorted()
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: schemas.appending(path: "examples/\(name)"), encoding: .utf8)
  }

  static func schema() throws -> String {
    try String(
      contentsOf: schemas.appending(path: "commission-plan.schema.json"), encoding: .utf8)
  }
}
