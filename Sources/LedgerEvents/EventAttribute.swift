/// A CloudEvents attribute that the ledger carries without knowing what it means.
package struct EventAttribute: Hashable, Sendable {
  /// 1 to 20 of a-z and 0-9.
  package let name: String
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
