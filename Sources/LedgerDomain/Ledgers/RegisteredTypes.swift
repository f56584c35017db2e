import LedgerEvents

/// The event types that users added, each with its newest version.
struct RegisteredTypes: Equatable, Sendable {
  private(set) var versions: [String: UInt32] = [:]
  /// All versions by the name they have in an event, such as `com.example.fair.visited.v1`.
  private(set) var outsideNames: Set<String> = []
}

extension RegisteredTypes {
  mutating func evolve(_ registered: EventTypeRegistered) {
    versions[registered.name] = max(versions[registered.name] ?? 0, registered.version)
    outsideNames.insert("\(registered.name).v\(registered.version)")
  }
}

extension RegisteredTypes {
  func decide(_ registered: EventTypeRegistered) throws(Rejection) {
    let name = registered.name
    try Required.text(name, at: "name")
    guard name != "de.kontor", !name.hasPrefix("de.kontor.") else {
      throw Rejection(
        .reservedName, at: "name",
        "names under de.kontor are the ledger's own; begin with a domain of yours, com.example")
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isNameByte) })
    else {
      throw Rejection(
        .malformedText, at: "name",
        "\"\(name.prefix(60))\" is no type name; write lower case such as com.example.fair.visited")
    }
    try Rejection.check(registered.version, follows: versions[name], of: "type \(name)")
    guard !registered.jsonSchema.isEmpty else { throw Required.missing("json_schema") }
    try Required.text(registered.title, at: "title")
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }
}

extension LedgerTerms {
  /// An event of the user's own needs its type; whether its data fit the schema is not asked here.
  func decide(_ custom: CustomEvent) throws(Rejection) {
    guard customTypes.contains(custom.type) else {
      throw Rejection(
        .unknownType, at: "type",
        "event type \(custom.type.prefix(100)) is not known; record event_type.registered first")
    }
    guard !custom.json.isEmpty else { throw Required.missing("json") }
  }
}
