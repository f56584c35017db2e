package import StrictJSON

/// What is wrong with an event, and what to do about it.
package enum EventProblem: Error, Hashable {
  case json(JSONProblem)
  case unknownMember(String, nearest: String?)
  case missingMember(String)
  /// Not exactly one of the members with these names is given.
  case choice([String])
  case unknownType(String, nearest: String?)
  case unknownValue(String, permitted: [String])
  case notAnInteger(least: String, greatest: String)
  case malformedText(String, rule: String)
  /// A value that ``MoneyError`` explains.
  case malformedValue(String)
  case unusableAttribute(String, rule: String)
  case uncorrectableType(String)
  case tooLarge(bytes: Int)
  case brokenRecord(String)
  case unreadablePayload(String)
  case customData(type: String, pointer: String, fault: String)
  case schema(pointer: String, fault: String)
}

extension EventProblem: CustomStringConvertible {
  /// One sentence: the fault, then the remedy.
  package var description: String {
    switch self {
    case .json(let problem): problem.explanation
    case .unknownMember(let name, let nearest):
      "the member \(quoted(name)) is not part of this event; "
        + (nearest.map { "did you mean \(quoted($0))?" } ?? "leave it out")
    case .missingMember(let name): "the member \(quoted(name)) is missing; add it"
    case .choice(let names):
      "exactly one of \(names.map(quoted).joined(separator: ", ")) must be given"
    case .unknownType(let name, let nearest):
      "the event type \(quoted(name)) is unknown; "
        + (nearest.map { "did you mean \(quoted($0))?" }
          ?? "register it with event_type.registered first")
    case .unknownValue(let value, let permitted):
      "\(quoted(value)) is not one of the permitted values \(permitted.joined(separator: ", "))"
    case .notAnInteger(let least, let greatest):
      "a whole number from \(least) to \(greatest) is expected, without fraction or exponent"
    case .malformedText(let text, let rule): "\(quoted(text)) is refused; \(rule)"
    case .malformedValue(let explanation): explanation
    case .unusableAttribute(let name, let rule): "the attribute \(quoted(name)) \(rule)"
    case .uncorrectableType(let name):
      "\(quoted(name)) cannot be corrected; retract the event and record a new one"
    case .tooLarge(let bytes):
      "the event needs \(bytes) bytes and a record holds \(RecordLayout.maximumByteCount); "
        + "shorten its texts or lists"
    case .brokenRecord(let fault):
      "the record is broken: \(fault); run the verification of the journal"
    case .unreadablePayload(let fault):
      "the payload cannot be read: \(fault); use a version of the program that knows this type"
    case .customData(let type, let pointer, let fault):
      "the data does not fit the schema of \(quoted(type))\(place(pointer)): \(fault)"
    case .schema(let pointer, let fault):
      "the JSON Schema is refused\(place(pointer)): \(fault)"
    }
  }

  private func place(_ pointer: String) -> String { pointer.isEmpty ? "" : " at \(pointer)" }

  /// Quotes what was read, cut short so that a broken file cannot flood the message, with
  /// everything invisible spelt out.
  private func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(60).map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: scalar.escaped(asASCII: false)
      }
    }
    return "\"\(shown.joined())\(text.unicodeScalars.count > 60 ? "…" : "")\""
  }
}
