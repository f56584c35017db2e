package import Commission
import Money

/// A derivation as an indented tree, wrapped to the width there is.
package struct Tree {
  package let width: Int?

  package init(width: Int?) {
    self.width = width
  }

  package func lines(_ root: DerivationNode) -> [String] { lines(root, first: "", rest: "") }

  private func lines(_ node: DerivationNode, first: String, rest: String) -> [String] {
    var lines = wrapped(
      node.step.rawValue, plain: "\(node.step.rawValue)  \(node.summary)\(amounts(node))",
      first: first, rest: rest + (node.children.isEmpty ? "   " : "│  "))
    let inner = rest + (node.children.isEmpty ? "   " : "│  ")
    for input in node.inputs {
      let text = "\(input.name): \(input.value) [\(input.source)]".printable()
      lines += wrapped(nil, plain: text, first: inner, rest: inner + "  ")
    }
    for (index, child) in node.children.enumerated() {
      let isLast = index == node.children.count - 1
      lines += self.lines(
        child, first: rest + (isLast ? "└─ " : "├─ "), rest: rest + (isLast ? "   " : "│  "))
    }
    return lines
  }

  private func amounts(_ node: DerivationNode) -> String {
    let rounding = node.rounding.map { ", rounded \($0.words)" } ?? ""
    switch (node.before, node.after) {
    case (let before?, let after?): return ": \(before) → \(after) \(after.currency)\(rounding)"
    case (nil, let after?): return ": \(after) \(after.currency)\(rounding)"
    case (let before?, nil): return ": \(before) \(before.currency)\(rounding)"
    case (nil, nil): return rounding
    }
  }

  private func wrapped(
    _ title: String?, plain: String, first: String, rest: String
  ) -> [String] {
    let room = width.map { max(20, $0 - rest.columns) } ?? .max
    var lines = plain.printable().wrapped(to: room)
    if let title, lines[0].hasPrefix(title) {
      let shown = Style.heading.applied(to: title, on: .output)
      lines[0] = shown + lines[0].dropFirst(title.count)
    }
    return lines.enumerated().map { ($0.offset == 0 ? first : rest) + $0.element }
  }
}

extension DerivationNode.Input {
  /// A simulated plan stands at no position.
  package var isRecorded: Bool { position != .max }

  fileprivate var source: String { isRecorded ? "event \(position)" : "not recorded" }
}

extension Rounding {
  fileprivate var words: String {
    switch self {
    case .halfUp: "half up (kaufmännisch)"
    case .halfEven: "half even"
    case .halfDown: "half down"
    case .down: "towards zero"
    case .up: "away from zero"
    }
  }
}
