/// The forms of an event's attributes, whichever way the event came in.
enum AttributeRules {
  static func check(id: String, source: String, subject: String) throws(EventProblem) {
    try check(["id": id, "source": source])
    var subject = subject
    guard subject.withUTF8(TextRules.isSubject) else {
      throw .malformedText(subject, rule: TextRules.subject)
    }
  }

  /// Checks that each value that is given is an identity.
  static func check(_ values: KeyValuePairs<String, String?>) throws(EventProblem) {
    for (name, value) in values {
      guard var value else { continue }
      guard value.withUTF8(TextRules.isIdentity) else {
        throw .unusableAttribute(name, rule: "is malformed; \(TextRules.identity)")
      }
    }
  }

  /// The attributes in the order of their names, each checked.
  static func checked(_ attributes: [EventAttribute]) throws(EventProblem) -> [EventAttribute] {
    guard !attributes.isEmpty else { return [] }
    var sorted = attributes
    sorted.sort { $0.name < $1.name }
    for index in sorted.indices {
      let name = sorted[index].name
      var value = sorted[index].value
      guard isExtensionName(name) else {
        throw .unusableAttribute(name, rule: "needs a name of 1 to 20 of a-z and 0-9")
      }
      guard !CloudEventAttribute.names.contains(name), name != "data_base64" else {
        throw .unusableAttribute(name, rule: "is the ledger's own; leave it out")
      }
      guard index == 0 || sorted[index - 1].name != name else {
        throw .unusableAttribute(name, rule: "is given twice; keep one")
      }
      guard value.isEmpty || value.withUTF8({ TextRules.isText($0) && !TextRules.hasControls($0) })
      else { throw .unusableAttribute(name, rule: "is malformed; \(TextRules.text)") }
    }
    return sorted
  }

  static func isExtensionName(_ name: String) -> Bool {
    1...20 ~= name.utf8.count
      && name.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
      }
  }
}
