extension BinaryInteger {
  /// "1 event", "2 events".
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension [UInt64] {
  /// Positions for people: the first of them, and how many more there are.
  package var shortened: String {
    let shown = prefix(2).map { "\($0)" }.joined(separator: " ")
    return count > 2 ? "\(shown) +\(count - 2)" : shown
  }
}

extension String {
  /// With its first letter in upper case.
  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
