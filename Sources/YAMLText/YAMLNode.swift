/// A YAML value that knows where it stands in its text.
///
/// Scalars stay the text they were written as: `no` is not false and `1.10` is not `1.1`.
package struct YAMLNode: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case scalar(String)
    case sequence([YAMLNode])
    /// In the order of the text; no key occurs twice.
    case mapping([Entry])
  }

  package struct Entry: Hashable, Sendable {
    /// Always a scalar.
    package let keyNode: YAMLNode
    package let value: YAMLNode

    package var key: String { keyNode.text ?? "" }
  }

  package let content: Content
  /// Counted from 1.
  package let line: Int
  /// Counted from 1 in Unicode scalars.
  package let column: Int

  /// The text of a scalar, nil for a list or a mapping.
  package var text: String? {
    guard case .scalar(let text) = content else { return nil }
    return text
  }

  /// The value under a key of this mapping, nil where there is none.
  package func child(_ key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// What the node is, in the words of an error message.
  var kind: String {
    switch content {
    case .scalar(""): "empty"
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
