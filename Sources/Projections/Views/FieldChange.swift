/// One column of a row, before and after.
package struct FieldChange: Equatable, Sendable {
  package let name: String
  package let old: String
  package let new: String
}

extension FieldChange {
  /// The columns in which two rows differ; "(no row)" stands for one that is not there.
  static func between(
    _ view: any ViewDefinition, _ key: String, _ old: [UInt8]?, _ new: [UInt8]?
  ) -> [FieldChange] {
    guard let old, let new, let before = try? view.fields(key, old),
      let after = try? view.fields(key, new)
    else {
      return [
        FieldChange(name: "row", old: view.text(key, old), new: view.text(key, new))
      ]
    }
    var changes: [FieldChange] = []
    for (old, new) in zip(before, after) where old != new {
      changes.append(FieldChange(name: new.name, old: old.value, new: new.value))
    }
    // What no column shows is a difference still.
    return changes.isEmpty
      ? [FieldChange(name: "row", old: "\(old.count) bytes", new: "\(new.count) other bytes")]
      : changes
  }
}

extension ViewDefinition {
  /// A row on one line, without its key and what is empty.
  func text(_ key: String, _ row: [UInt8]?) -> String {
    guard let row else { return "(no row)" }
    guard let fields = try? fields(key, row) else { return "a row that cannot be read" }
    return fields.filter { $0.value != key && !$0.value.isEmpty }
      .map { "\($0.name) \($0.value)" }.joined(separator: ", ")
  }
}
