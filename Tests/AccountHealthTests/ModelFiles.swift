import Foundation

/// The model file and the schema that are shipped.
enum ModelFiles {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Schemas/health-models").standardized

  static func keyAccount1() throws -> String {
    try String(contentsOf: folder.appending(path: "ka-1.yaml"), encoding: .utf8)
  }

  /// KA-1 as somebody's own model, with one text replaced by another; the text must occur once.
  static func own(_ old: String = "", _ new: String = "") throws -> String {
    var text = try keyAccount1().replacing("model: ka-1", with: "model: own")
    guard !old.isEmpty else { return text }
    guard text.ranges(of: old).count == 1 else { throw NotOnce(text: old) }
    text.replace(old, with: new)
    return text
  }

  static func schema() throws -> String {
    try String(contentsOf: folder.appending(path: "health-model.schema.json"), encoding: .utf8)
  }

  struct NotOnce: Error { let text: String }
}
