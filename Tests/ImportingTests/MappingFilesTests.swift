import Foundation
import Importing
import StrictJSON
import Testing

/// The files in `Schemas/mappings`: the schema, and the examples people start from.
struct MappingFilesTests {
  private static let folder = DataSets.root.appending(path: "Schemas/mappings")

  @Test func `Every example is a mapping`() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(files.count == 7)
    for file in files {
      let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
      _ = try Mapping(parsing: text, path: file)
    }
  }

  /// The reader names the possible keys when it meets an impossible one.
  @Test func `The schema knows exactly the keys that the reader knows`() throws {
    let bytes = try [UInt8](Data(contentsOf: Self.folder.appending(path: "mapping.schema.json")))
    let schema = try JSONValue(parsing: bytes)
    let cases: [([String], String)] = [
      ([], "qqqqqqqq: 1"), (["$defs", "column"], "columns: {a: {qqqqqqqq: 1}}"),
      (["$defs", "csv"], "csv: {qqqqqqqq: 1}"), (["$defs", "event"], "events: [{qqqqqqqq: 1}]"),
      (["$defs", "series"], "series: {a: {qqqqqqqq: 1}}"),
      (["properties", "group"], "group: {qqqqqqqq: 1}"),
      (["properties", "numbers"], "numbers: {qqqqqqqq: 1}"),
      (["properties", "unassigned"], "unassigned: {qqqqqqqq: 1}"),
      (["properties", "lookups", "additionalProperties"], "lookups: {a: {qqqqqqqq: 1}}"),
      (["$defs", "condition"], "events: [{type: a, id: a, subject: a, when: {qqqqqqqq: 1}}]"),
    ]
    for (path, text) in cases {
      let place = path.reduce(schema as JSONValue?) { $0?.object?[$1] }
      let keys = try #require(place?.object?["properties"]?.object?.members.map(\.name))
      let issues = #expect(throws: (any Error).self) {
        try Mapping(parsing: text, path: "mapping.yaml")
      }
      let line = "\(try #require(issues))".split(separator: "\n")
        .first { $0.contains("\"qqqqqqqq\"; possible here: ") }
      let known = line?.split(separator: "possible here: ").last?.components(separatedBy: ", ")
      #expect(known.map { Set($0) } == Set(keys), "\(text)")
    }
  }
}
