import Money
import StrictJSON
import SwiftProtobuf

/// Reads CloudEvents from a text that is being scanned.
struct CloudEventReader {
  var scanner: JSONScanner
  private let customTypes: CustomTypes

  init(_ scanner: JSONScanner, _ customTypes: CustomTypes) {
    self.scanner = scanner
    self.customTypes = customTypes
  }

  /// What was found of one event.
  private struct Parts {
    var texts = Texts()
    var seen: UInt32 = 0
    var extensions: [EventAttribute] = []
    var type: EventType?
    var payload: [UInt8]?
    /// Where the data stand when they came before the type.
    var data: Int?
    var personal: PersonalPart = .none
    /// Where the values about a person stand when they came before the type.
    var personalStart: Int?
    var start = 0
  }

  private struct Texts {
    var id, source, type, subject, time, precision, actor, correlation, causation: JSONText?
  }

  /// Reads the next value as an event.
  mutating func event() throws -> ProposedEvent {
    var parts = Parts()
    _ = try scanner.kind()
    parts.start = scanner.offset
    var more = try scanner.beginObject()
    var guess = 0
    while more {
      let name = try scanner.name()
      let raw = scanner.raw(name)
      if let attribute = CloudEventAttribute.find(raw, expecting: guess) {
        guess = attribute.rawValue + 1
        guard parts.seen & 1 << UInt32(attribute.rawValue) == 0 else {
          throw JSONFault(.duplicateName, at: name.start - 1)
        }
        parts.seen |= 1 << UInt32(attribute.rawValue)
        try read(attribute, into: &parts)
      } else {
        try readExtension(name, into: &parts)
      }
      more = try scanner.nextMember()
    }
    return try event(parts)
  }

  private mutating func read(_ attribute: CloudEventAttribute, into parts: inout Parts) throws {
    if attribute == .data { return try readData(into: &parts) }
    // CloudEvents counts an attribute that is null as absent.
    if try scanner.kind() == .null { return try scanner.null() }
    switch attribute {
    case .specversion: try require("1.0", "the only version understood is 1.0")
    case .datacontenttype: try require("application/json", "the only content is application/json")
    case .recordedtime, .sequence: try scanner.skip()
    case .id: parts.texts.id = try scanner.text()
    case .source: parts.texts.source = try scanner.text()
    case .subject: parts.texts.subject = try scanner.text()
    case .time: parts.texts.time = try scanner.text()
    case .timeprecision: parts.texts.precision = try scanner.text()
    case .actor: parts.texts.actor = try scanner.text()
    case .correlationid: parts.texts.correlation = try scanner.text()
    case .causationid: parts.texts.causation = try scanner.text()
    case .type:
      let token = try scanner.text()
      parts.texts.type = token
      parts.type = try type(token)
    case .personal:
      let start = scanner.offset
      if let type = parts.type {
        parts.personal = try personal(type)
      } else {
        try scanner.skip()
        parts.personalStart = start
      }
    case .data: break
    }
  }

  private mutating func require(_ value: StaticString, _ rule: String) throws {
    let token = try scanner.text()
    if value == scanner.raw(token) { return }
    guard scanner.string(token) == "\(value)" else {
      throw EventFault(.malformedText(scanner.string(token), rule: rule), at: token.start - 1)
    }
  }

  private func type(_ token: JSONText) throws -> EventType {
    if let type = EventCatalogue.shared[utf8: scanner.raw(token)] { return type }
    let name = scanner.string(token)
    if let type = customTypes.type(named: name) { return type }
    throw EventFault(.unknownType(name: name), at: token.start - 1)
  }

  private mutating func readData(into parts: inout Parts) throws {
    _ = try scanner.kind()
    let start = scanner.offset
    if let type = parts.type {
      parts.payload = try payload(type)
    } else {
      try scanner.skip()
      parts.data = start
    }
  }

  private mutating func payload(_ type: EventType) throws -> [UInt8] {
    let start = scanner.offset
    guard let table = EventCatalogue.shared.shape(of: type.number) else {
      let value = try JSONValue(&scanner)
      return try located(at: start) { () throws(EventProblem) in
        try customTypes.payload(type.outsideName, value)
      }
    }
    var transcoder = PayloadTranscoder(scanner)
    try transcoder.message(table)
    scanner = transcoder.scanner
    let payload = Array(transcoder.output.bytes)
    if type.number == EventTypeRegistered.typeNumber {
      let registered = try EventTypeRegistered(serializedBytes: payload)
      _ = try located(at: start) { () throws(EventProblem) in
        try customTypes.registering(registered)
      }
    }
    return payload
  }

  private mutating func personal(_ type: EventType) throws -> PersonalPart {
    var reader = PersonalReader(scanner: scanner, type: type)
    let part = try reader.part()
    scanner = reader.scanner
    return part
  }

  private mutating func readExtension(_ name: JSONText, into parts: inout Parts) throws {
    let text = scanner.string(name)
    guard AttributeRules.isExtensionName(text) else {
      let nearest = NearestName.of(text, among: CloudEventAttribute.names)
      throw EventFault(.unknownMember(text, nearest: nearest), at: name.start - 1)
    }
    if parts.extensions.contains(where: { $0.name == text }) {
      throw JSONFault(.duplicateName, at: name.start - 1)
    }
    let value: String
    switch try scanner.kind() {
    case .null: return try scanner.null()
    case .bool: value = try scanner.bool() ? "true" : "false"
    case .number:
      let number = try scanner.number()
      guard let integer = scanner.int64(number).flatMap(Int32.init(exactly:)) else {
        throw EventFault(
          .notAnInteger(least: "\(Int32.min)", greatest: "\(Int32.max)"), at: number.start)
      }
      value = String(integer)
    case .string:
      let token = try scanner.text()
      value = scanner.string(token)
    case .object, .array:
      throw EventFault(
        .unusableAttribute(text, rule: "must be a string, number or truth value"),
        at: scanner.offset)
    }
    parts.extensions.append(EventAttribute(name: text, value: value))
  }

  private mutating func event(_ parts: Parts) throws -> ProposedEvent {
    guard parts.seen & 1 != 0 else {
      throw EventFault(.missingMember("specversion"), at: parts.start)
    }
    let id = try identity(parts.texts.id, "id", parts)
    let source = try identity(parts.texts.source, "source", parts)
    guard let type = parts.type else { throw EventFault(.missingMember("type"), at: parts.start) }
    let subject = try subject(parts)
    var payload = parts.payload
    if payload == nil, let start = parts.data {
      let behind = scanner
      scanner = JSONScanner(scanner.bytes, from: start, depth: 1)
      payload = try self.payload(type)
      scanner = behind
    }
    guard let payload else { throw EventFault(.missingMember("data"), at: parts.start) }
    var personal = parts.personal
    if let start = parts.personalStart {
      let behind = scanner
      scanner = JSONScanner(scanner.bytes, from: start, depth: 1)
      personal = try self.personal(type)
      scanner = behind
    }
    let occurrence = try occurrence(parts.texts.time, parts.texts.precision)
    let actor = try optionalIdentity(parts.texts.actor, parts)
    let correlation = try optionalIdentity(parts.texts.correlation, parts)
    let causation = try optionalIdentity(parts.texts.causation, parts)
    return try located(at: parts.start) { () throws(EventProblem) in
      try ProposedEvent(
        id: id, source: source, subject: subject, type: type, occurrence: occurrence,
        actor: actor, correlationID: correlation, causationID: causation,
        extensions: try AttributeRules.checked(parts.extensions), payload: payload,
        personal: personal)
    }
  }

  private func identity(_ token: JSONText?, _ name: String, _ parts: Parts) throws -> String {
    guard let value = try optionalIdentity(token, parts) else {
      throw EventFault(.missingMember(name), at: parts.start)
    }
    return value
  }

  private func optionalIdentity(_ token: JSONText?, _ parts: Parts) throws -> String? {
    guard let token else { return nil }
    var value = scanner.string(token)
    let isIdentity =
      token.hasEscapes
      ? value.withUTF8(TextRules.isIdentity) : TextRules.isIdentity(scanner.raw(token))
    guard isIdentity else {
      throw EventFault(.malformedText(value, rule: TextRules.identity), at: token.start - 1)
    }
    return value
  }

  private func subject(_ parts: Parts) throws -> String {
    guard let token = parts.texts.subject else {
      throw EventFault(.missingMember("subject"), at: parts.start)
    }
    guard TextRules.isSubject(scanner.raw(token)) else {
      throw EventFault(
        .malformedText(scanner.string(token), rule: TextRules.subject), at: token.start - 1)
    }
    return scanner.string(token)
  }

  private func occurrence(_ time: JSONText?, _ precision: JSONText?) throws -> Occurrence {
    guard let time else {
      guard let precision, scanner.string(precision) != "unknown" else { return .unknown }
      throw EventFault(
        .unusableAttribute("timeprecision", rule: "needs the attribute \"time\"; add it"),
        at: precision.start - 1)
    }
    let raw = scanner.raw(time)
    return try located(at: time.start - 1) { () throws(MoneyError) in
      let instant = try Instant.parse(utf8: raw)
      guard let precision else { return .second(instant) }
      let day = try CalendarDay.parse(utf8: UnsafeBufferPointer(rebasing: raw.prefix(10)))
      switch scanner.string(precision) {
      case "second": return .second(instant)
      case "minute": return .minute(instant)
      case "day": return .day(day)
      case "month": return .month(try CalendarDay(year: day.year, month: day.month, day: 1))
      default: return nil
      }
    } ?? refused(precision, time)
  }

  private func refused(_ precision: JSONText?, _ time: JSONText) throws -> Occurrence {
    let value = precision.map { scanner.string($0) } ?? ""
    let offset = (precision ?? time).start - 1
    if value == "unknown" {
      throw EventFault(
        .unusableAttribute("time", rule: "must be left out when its precision is unknown"),
        at: time.start - 1)
    }
    throw EventFault(
      .unknownValue(value, permitted: ["second", "minute", "day", "month", "unknown"]), at: offset)
  }

  private func located<Value>(
    at offset: Int, _ body: () throws(EventProblem) -> Value
  ) throws -> Value {
    do throws(EventProblem) {
      return try body()
    } catch {
      throw EventFault(error, at: offset)
    }
  }

  private func located<Value>(
    at offset: Int, _ body: () throws(MoneyError) -> Value
  ) throws -> Value {
    do throws(MoneyError) {
      return try body()
    } catch {
      throw EventFault(.malformedValue(error.description), at: offset)
    }
  }
}
