extension Mapping {
  /// What the events of a whole group read: everything outside `each` and `sum`.
  var groupReferences: [Reference] {
    var found = events.flatMap { Self.references(in: $0) }
    found += attributes.flatMap { Self.references(in: $0.value) }
    if let register = unassigned?.register { found += Self.references(in: register) }
    return found
  }

  private static func references(in rule: EventRule) -> [Reference] {
    var found = references(in: rule.id) + references(in: rule.subject)
    if let time = rule.time { found += references(in: time) }
    found += rule.conditions.map(\.reference)
    found += rule.attributes.flatMap { references(in: $0.value) }
    found += rule.data.flatMap { references(in: $0.value) }
    switch rule.trigger {
    case .always: break
    case .first(let reference): found.append(reference)
    case .change(let reference, let within): found += [reference, within]
    }
    return found
  }

  private static func references(in template: Template) -> [Reference] {
    template.pieces.compactMap { piece in
      switch piece {
      case .text: nil
      case .place(let place): place.reference
      }
    }
  }

  private static func references(in value: ValueRule) -> [Reference] {
    switch value {
    case .constant, .each, .sum: []
    case .template(let template): references(in: template)
    case .list(let values): values.flatMap { references(in: $0) }
    case .object(let members): members.flatMap { references(in: $0.value) }
    }
  }
}
