import Money
import StrictJSON

extension EventComposer {
  mutating func write(
    _ member: (name: String, value: ValueRule), _ json: inout JSONWriter,
    _ scene: FieldReader.Scene, group: [CSVRow]
  ) throws(Refusal) {
    try write(member.value, named: member.name, &json, scene, group: group)
  }

  private mutating func write(
    _ value: ValueRule, named name: String?, _ json: inout JSONWriter, _ scene: FieldReader.Scene,
    group: [CSVRow]
  ) throws(Refusal) {
    switch value {
    case .constant(let text):
      if let name { json.name(name) }
      json.raw(text.utf8)
    case .template(let template):
      try write(template, named: name, &json, scene)
    case .list(let values):
      if let name { json.name(name) }
      json.beginArray()
      for value in values { try write(value, named: nil, &json, scene, group: group) }
      json.endArray()
    case .object(let members):
      if let name { json.name(name) }
      json.beginObject()
      for member in members { try write(member, &json, scene, group: group) }
      json.endObject()
    case .each(let members):
      if let name { json.name(name) }
      json.beginArray()
      for (index, row) in group.enumerated() {
        do throws(Refusal) {
          json.beginObject()
          let scene = FieldReader.Scene(row: row, since: scene.since, series: scene.series)
          for member in members { try write(member, &json, scene, group: []) }
          json.endObject()
        } catch {
          throw Refusal(row: index, column: error.column, reason: error.reason)
        }
      }
      json.endArray()
    case .sum(let reference):
      let sum = try sum(reference, scene, group: group)
      if let name { json.name(name) }
      sum.write(to: &json)
    }
  }

  private mutating func write(
    _ template: Template, named name: String?, _ json: inout JSONWriter, _ scene: FieldReader.Scene
  ) throws(Refusal) {
    if let place = template.onlyPlace, place.filter == nil {
      guard let value = try typed(place.reference, scene) else {
        if place.isOptional { return }
        throw missing(place.reference)
      }
      if let name { json.name(name) }
      value.write(to: &json)
      return
    }
    guard let bytes = try text(template, scene) else { return }
    if let name { json.name(name) }
    json.value(String(decoding: bytes, as: UTF8.self))
  }

  private mutating func sum(
    _ reference: Reference, _ scene: FieldReader.Scene, group: [CSVRow]
  ) throws(Refusal) -> TypedValue {
    var sum: TypedValue?
    for (index, row) in group.enumerated() {
      do throws(Refusal) {
        let scene = FieldReader.Scene(row: row, since: scene.since, series: scene.series)
        guard let value = try typed(reference, scene) else { throw missing(reference) }
        guard let next = sum.map({ $0.adding(value) }) ?? value else {
          throw Refusal(
            column: reference.name,
            reason: "The sum leaves the range of exact figures, or mixes currencies.")
        }
        sum = next
      } catch {
        throw Refusal(row: index, column: error.column, reason: error.reason)
      }
    }
    guard let sum else { throw missing(reference) }
    return sum
  }

  private mutating func typed(
    _ reference: Reference, _ scene: FieldReader.Scene
  ) throws(Refusal) -> TypedValue? {
    let source = bound.source(reference)
    let column = fields.column(source, scene)
    let (name, rule) = (column.name, column.rule)
    switch rule.kind {
    case .text:
      return try fields.text(source, scene).map { .text(String(decoding: $0, as: UTF8.self)) }
    case .boolean(let yes, let no):
      guard let text = try fields.text(source, scene) else { return nil }
      let word = String(decoding: text, as: UTF8.self)
      if yes.contains(word) { return .boolean(true) }
      if no.contains(word) { return .boolean(false) }
      throw Refusal(
        column: name, reason: "“\(word)” is neither \((yes + no).joined(separator: " nor ")).")
    case .date(let form):
      guard let text = try fields.text(source, scene) else { return nil }
      let time = try Self.time(text, form, name)
      switch form.precision {
      case .month: return .text(String(time.prefix(7)))
      case .day: return .text(String(time.prefix(10)))
      case .minute, .second: return .text(time)
      }
    case .integer:
      return try whole(source, scene, places: 0, rule, name).map { .integer($0) }
    case .basisPoints:
      return try whole(source, scene, places: 4, rule, name).map { .integer($0) }
    case .money:
      let currency: Currency
      switch rule.currency {
      case .constant(let constant): currency = constant
      case .column(let reference):
        guard let text = try fields.text(bound.source(reference), scene) else { return nil }
        do {
          currency = try Currency(String(decoding: text, as: UTF8.self))
        } catch {
          throw Refusal(column: reference.name, reason: "\(error).")
        }
      case nil: throw Refusal(column: name, reason: "The mapping names no currency.")
      }
      return try whole(source, scene, places: currency.exponent, rule, name).map {
        .money(Amount(minor: $0, currency: currency))
      }
    }
  }

  private mutating func whole(
    _ source: BoundMapping.Source, _ scene: FieldReader.Scene, places: Int, _ rule: ColumnRule,
    _ name: String
  ) throws(Refusal) -> Int64? {
    guard let number = try fields.number(source, scene) else { return nil }
    switch number.shifted(by: places, rule.rounding) {
    case .number(let whole): return whole
    case .outOfRange:
      throw Refusal(column: name, reason: "The number leaves the range of exact figures.")
    case .needsRounding:
      let decimals = places == 1 ? "1 decimal" : "\(places) decimals"
      throw Refusal(
        column: name,
        reason: "The number has more than \(decimals); say how to round it in the mapping.")
    }
  }
}
