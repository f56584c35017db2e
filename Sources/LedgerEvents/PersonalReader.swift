import Money
import StrictJSON

/// Reads the member `personal` of an event: values about a person, or the digests that an export has
/// in their place.
///
///     "personal": {"name": "Jürgen Groß", "email": "j.gross@example.com"}
///     "personal": {"contact": "c-301", "notes": "…"}
///     "personal": {"digests": [{"name": "email", "person": "7d0f…", "retention": "contact",
///       "digest": "X9yH0Ajr…"}]}
///
/// No message about a fault repeats what was read: it could be a person's name.
struct PersonalReader {
  var scanner: JSONScanner
  let type: EventType

  /// More values than any type takes, so that a list of digests stays within a record.
  private static let digestLimit = 32

  mutating func part() throws -> PersonalPart {
    let start = try place()
    let own: Set = ["person", "contact", "digests"]
    let fields = PersonalField.taken(by: type.number)
    guard !fields.isEmpty else {
      throw fault("belongs to no event of the type \(type.name); leave it out", start)
    }
    var person: PersonID?
    var contact: String?
    var values: [PersonalValues.Value] = []
    var digests: [PersonalDigest]?
    var names: Set<String> = []
    var more = try scanner.beginObject()
    while more {
      let token = try scanner.name()
      let name = scanner.string(token)
      guard own.contains(name) || fields.contains(where: { $0.name == name }) else {
        let known = fields.map(\.name).joined(separator: ", ")
        throw fault(
          "has a member that \(type.name) does not take; it takes \(known), and person or contact",
          start)
      }
      guard names.insert(name).inserted else {
        throw JSONFault(.duplicateName, at: token.start - 1)
      }
      switch name {
      case _ where try scanner.kind() == .null: try scanner.null()
      case "person": person = try self.person()
      case "contact": contact = try self.contact()
      case "digests": digests = try readDigests(fields)
      default:
        if let field = fields.first(where: { $0.name == name }) {
          values.append(try value(field))
        }
      }
      more = try scanner.nextMember()
    }
    if let digests {
      guard values.isEmpty, person == nil, contact == nil else {
        throw fault("has values or digests, never both; leave the digests out", start)
      }
      return digests.isEmpty ? .none : .digests(digests)
    }
    guard !values.isEmpty else {
      guard person == nil, contact == nil else {
        throw fault("names a person and no value; give one or leave it out", start)
      }
      return .none
    }
    return .values(PersonalValues(person: person, contact: contact, values: values))
  }

  private mutating func value(_ field: PersonalField) throws -> PersonalValues.Value {
    let start = try place()
    guard try scanner.kind() == .string else {
      throw fault("has a value that is no text; write it in quotation marks", start)
    }
    let token = try scanner.text()
    var text = scanner.string(token)
    let isFit = text.withUTF8 { utf8 in
      TextRules.isText(utf8)
        && (field.retention == .note || !TextRules.hasControls(utf8))
    }
    guard isFit else {
      throw fault("has a value for \(field.name) that is refused; \(TextRules.text)", start)
    }
    return PersonalValues.Value(name: field.name, text: text, retention: field.retention)
  }

  private mutating func person() throws -> PersonID {
    let start = try place()
    if try scanner.kind() == .string {
      let token = try scanner.text()
      if let person = PersonID(scanner.string(token)) { return person }
    }
    throw fault("names no person; write the 32 digits 0-9 and a-f of the id", start)
  }

  private mutating func contact() throws -> String {
    let start = try place()
    guard try scanner.kind() == .string else {
      throw fault("names no contact; \(TextRules.identifier)", start)
    }
    let token = try scanner.text()
    guard TextRules.isIdentifier(scanner.raw(token)) else {
      throw fault("names no contact; \(TextRules.identifier)", start)
    }
    return scanner.string(token)
  }

  private mutating func readDigests(_ fields: [PersonalField]) throws -> [PersonalDigest] {
    let start = try place()
    var digests: [PersonalDigest] = []
    var more = try scanner.beginArray()
    while more {
      let at = try place()
      let value = try JSONValue(&scanner)
      guard
        let object = value.object, object.members.count == 4,
        let name = object["name"]?.string, let field = fields.first(where: { $0.name == name }),
        object["retention"]?.string == field.retention.word,
        let person = object["person"]?.string.flatMap({ PersonID($0) }),
        let digest = object["digest"]?.string.flatMap({ Base64URL.bytes(of: $0) }),
        digest.count == PersonalDigest.digestByteCount
      else {
        throw fault(
          "has a digest that is malformed; take it as `kontor export` writes it", at)
      }
      digests.append(
        PersonalDigest(name: name, person: person, retention: field.retention, digest: digest))
      more = try scanner.nextElement()
    }
    guard digests.count <= Self.digestLimit,
      zip(digests, digests.dropFirst()).allSatisfy({ $0.name < $1.name })
    else { throw fault("has digests that are not in the order of their names", start) }
    return digests
  }

  /// Where the next value begins.
  private mutating func place() throws -> Int {
    _ = try scanner.kind()
    return scanner.offset
  }

  private func fault(_ rule: String, _ offset: Int) -> EventFault {
    EventFault(.unusableAttribute("personal", rule: rule), at: offset)
  }
}
