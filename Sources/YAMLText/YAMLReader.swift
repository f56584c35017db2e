import Yams

/// Turns the tree of Yams into ours and collects what we do not accept in it.
struct YAMLReader {
  var issues = IssueList()

  private static let deepest = 32

  /// Nil where the node is refused; the reason is in `issues`.
  mutating func read(_ node: Node, depth: Int) -> YAMLNode? {
    func placed(_ content: YAMLNode.Content) -> YAMLNode {
      YAMLNode(content: content, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
    if let fault = fault(of: node, depth: depth) {
      issues.add(fault, at: placed(.scalar("")))
      return nil
    }
    switch node {
    case .scalar(let scalar):
      return placed(.scalar(scalar.string))
    case .sequence(let sequence):
      return placed(.sequence(sequence.compactMap { read($0, depth: depth + 1) }))
    case .mapping(let mapping):
      return placed(.mapping(mapping.compactMap { entry($0.key, $0.value, depth: depth + 1) }))
    case .alias:
      return nil
    }
  }

  private mutating func entry(_ key: Node, _ value: Node, depth: Int) -> YAMLNode.Entry? {
    guard let key = read(key, depth: depth), let value = read(value, depth: depth) else {
      return nil
    }
    guard key.text?.isEmpty == false else {
      issues.add("a key must be a text, not \(key.kind)", at: key)
      return nil
    }
    return YAMLNode.Entry(keyNode: key, value: value)
  }

  private func fault(of node: Node, depth: Int) -> String? {
    if depth > Self.deepest { return "nested deeper than \(Self.deepest) levels; flatten it" }
    if let anchor = node.anchor {
      return "anchors and aliases are not accepted (&\(anchor.rawValue)); write the value out"
    }
    switch Tag.Name(rawValue: node.tag.rawValue) {
    case .str, .seq, .map: return nil
    case let tag: return "the tag \(tag.rawValue) is not accepted; remove it"
    }
  }
}
