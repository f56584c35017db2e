/// What a calculation found: lines, what was left out for which reason, and what could not be computed.
package struct CommissionRun: Hashable, Sendable {
  package var lines: [CommissionLine] = []
  package var omissions: [Omission] = []
  package var failures: [CommissionError] = []

  package init() {}

  /// Brings everything into the order of its text, which does not depend on how facts arrived.
  mutating func sort(_ names: NameTable) {
    lines = lines.map { ($0.id(names), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    omissions = Array(Set(omissions)).map { ($0.text(names), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    failures = Array(Set(failures)).map { ($0.text(names), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
