import Money
import StrictJSON

/// Puts together the CloudEvents that a row, or the rows of a group, stand for.
struct EventComposer {
  var fields: FieldReader

  var bound: BoundMapping { fields.bound }

  init(_ bound: BoundMapping) {
    fields = FieldReader(bound)
  }

  /// One event in its JSON form.
  mutating func event(
    _ rule: EventRule, _ scene: FieldReader.Scene, group: [CSVRow]
  ) throws(Refusal) -> [UInt8] {
    fields.aliased.removeAll(keepingCapacity: true)
    var json = JSONWriter()
    json.beginObject()
    json.member("specversion", "1.0")
    json.member("id", try required(rule.id, scene))
    json.member("source", bound.mapping.source)
    json.member("type", rule.type)
    json.member("subject", try required(rule.subject, scene))
    if let template = rule.time, let time = try time(template, scene) {
      json.member("time", time.text)
      json.member("timeprecision", time.precision.rawValue)
    }
    json.name("data")
    json.beginObject()
    for member in rule.data { try write(member, &json, scene, group: group) }
    json.endObject()
    for attribute in bound.mapping.attributes + rule.attributes {
      guard let text = try text(attribute.value, scene) else { continue }
      json.member(attribute.name, String(decoding: text, as: UTF8.self))
    }
    if !fields.aliased.isEmpty {
      json.member("aliased", fields.aliased.joined(separator: "; "))
    }
    json.endObject()
    return json.bytes
  }

  /// Whether all conditions of an event hold.
  mutating func holds(
    _ conditions: [EventRule.Condition], _ scene: FieldReader.Scene
  ) throws(Refusal) -> Bool {
    for condition in conditions {
      let source = bound.source(condition.reference)
      let holds: Bool
      switch condition.test {
      case .isEmpty: holds = try !isPresent(source, scene)
      case .isPresent: holds = try isPresent(source, scene)
      case .isOne(let words): holds = try words.contains(word(source, scene))
      case .isNone(let words): holds = try !words.contains(word(source, scene))
      }
      if !holds { return false }
    }
    return true
  }

  private func isPresent(
    _ source: BoundMapping.Source, _ scene: FieldReader.Scene
  ) throws(Refusal) -> Bool {
    if case .text = try fields.content(source, scene) { true } else { false }
  }

  private mutating func word(
    _ source: BoundMapping.Source, _ scene: FieldReader.Scene
  ) throws(Refusal) -> String {
    try String(decoding: fields.text(source, scene) ?? [], as: UTF8.self)
  }

  /// The text of a template; nil when an optional place in it is empty.
  mutating func text(
    _ template: Template, _ scene: FieldReader.Scene
  ) throws(Refusal) -> [UInt8]? {
    var bytes: [UInt8] = []
    for piece in template.pieces {
      switch piece {
      case .text(let text): bytes += text.utf8
      case .place(let place):
        guard let text = try text(place, scene) else { return nil }
        bytes += text
      }
    }
    return bytes
  }

  private mutating func text(
    _ place: Template.Place, _ scene: FieldReader.Scene
  ) throws(Refusal) -> ArraySlice<UInt8>? {
    let source = bound.source(place.reference)
    guard let text = try fields.text(source, scene) else {
      if place.isOptional { return nil }
      throw missing(place.reference)
    }
    guard let filter = place.filter else { return text }
    let name = fields.column(source, scene).name
    return try fields.filtered(text, filter, name: name)[...]
  }

  func missing(_ reference: Reference) -> Refusal {
    Refusal(
      column: reference.name,
      reason: "The field is empty, and the event needs it; {\(reference.name)?} would allow that.")
  }

  private mutating func required(
    _ template: Template, _ scene: FieldReader.Scene
  ) throws(Refusal) -> String {
    try String(decoding: text(template, scene) ?? [], as: UTF8.self)
  }

  private mutating func time(
    _ template: Template, _ scene: FieldReader.Scene
  ) throws(Refusal) -> (text: String, precision: DateForm.Precision)? {
    if let place = template.onlyPlace {
      let column = fields.column(bound.source(place.reference), scene)
      if case .date(let form) = column.rule.kind {
        return try text(place, scene).map { written throws(Refusal) in
          (try Self.time(written, form, column.name), form.precision)
        }
      }
    }
    guard let bytes = try text(template, scene) else { return nil }
    for form in Self.plainForms {
      if let time = form.time(bytes) { return (time, form.precision) }
    }
    throw Refusal(
      reason: "“\(String(decoding: bytes, as: UTF8.self))” is no time; write it as 2026-03-01, "
        + "2026-03 or 2026-03-01T09:30:00Z, or give the column a date format.")
  }

  private static let plainForms = [
    "yyyy-MM-dd", "yyyy-MM", "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mmXXX",
  ].compactMap { DateForm($0) }

  static func time(
    _ text: ArraySlice<UInt8>, _ form: DateForm, _ name: String
  ) throws(Refusal) -> String {
    if let time = form.time(text) { return time }
    throw Refusal(
      column: name,
      reason: "“\(String(decoding: text, as: UTF8.self))” is no date in the form \(form.pattern).")
  }
}
