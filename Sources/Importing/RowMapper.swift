import LedgerEvents

/// Turns the rows of one unit into events, all of them or none.
///
/// It remembers what the triggers need: a key for each `first_of`, a row for each `changed`. Nothing is
/// remembered of a unit that was refused.
struct RowMapper {
  struct Mapped {
    /// The event that makes the place for rows without an account known, at its first use.
    var register: ProposedEvent?
    var events: [ProposedEvent]
  }

  private let bound: BoundMapping
  private let customTypes: CustomTypes
  private var composer: EventComposer
  private var hasRegistered = false
  /// For each event with a trigger, the row where the present value of each key began.
  private var memory: [[ArraySlice<UInt8>: CSVRow]]
  /// The columns that must say the same in every row of a group.
  private let uniform: [Int]
  private let unassignedColumn: Int?

  init(_ bound: BoundMapping, _ customTypes: CustomTypes) {
    self.customTypes = customTypes
    self.bound = bound
    composer = EventComposer(bound)
    memory = bound.mapping.events.map { _ in [:] }
    uniform = bound.mapping.groupReferences.flatMap { bound.columns(behind: $0) }
    unassignedColumn = bound.mapping.unassigned.flatMap {
      bound.names.firstIndex(of: $0.column.name)
    }
  }

  mutating func map(_ rows: [CSVRow]) throws(Refusal) -> Mapped {
    guard let first = rows.first else { return Mapped(register: nil, events: []) }
    try requireUniform(rows)
    var learnt: [(event: Int, key: ArraySlice<UInt8>)] = []
    var mapped = Mapped(register: nil, events: [])
    for (index, rule) in bound.mapping.events.enumerated() {
      var scene = FieldReader.Scene(row: first)
      guard try fires(rule.trigger, index, &scene, &learnt) else { continue }
      for series in rule.series.map({ bound.series[$0].map { Optional($0) } }) ?? [nil] {
        scene.series = series
        guard try composer.holds(rule.conditions, scene) else { continue }
        mapped.events.append(try event(rule, scene, rows))
      }
    }
    guard !mapped.events.isEmpty || bound.mapping.acceptsUnmatched else {
      throw Refusal(
        reason: "No event of the mapping applies to this row; `unmatched: accept` would allow that."
      )
    }
    if !hasRegistered, let register = bound.mapping.unassigned?.register, isUnassigned(first) {
      mapped.register = try event(register, FieldReader.Scene(row: first), rows)
      hasRegistered = true
    }
    for (event, key) in learnt { memory[event][key] = first }
    return mapped
  }

  private mutating func event(
    _ rule: EventRule, _ scene: FieldReader.Scene, _ rows: [CSVRow]
  ) throws(Refusal) -> ProposedEvent {
    let json = try composer.event(rule, scene, group: rows)
    do throws(EventError) {
      return try CloudEvents.parse(json, customTypes: customTypes)
    } catch {
      throw Refusal(reason: error.reason)
    }
  }

  private func isUnassigned(_ row: CSVRow) -> Bool {
    guard let unassignedColumn else { return false }
    if case .text = row[unassignedColumn] { return false }
    return true
  }

  private func requireUniform(_ rows: [CSVRow]) throws(Refusal) {
    guard rows.count > 1 else { return }
    for (index, row) in rows.enumerated().dropFirst() {
      for column in uniform where row[column] != rows[0][column] {
        throw Refusal(
          row: index, column: bound.names[column],
          reason: "The rows of one group differ in this column, which the whole group uses.")
      }
    }
  }

  /// Whether a trigger fires for this row, and what is to be remembered once the unit is mapped.
  private mutating func fires(
    _ trigger: EventRule.Trigger, _ event: Int, _ scene: inout FieldReader.Scene,
    _ learnt: inout [(event: Int, key: ArraySlice<UInt8>)]
  ) throws(Refusal) -> Bool {
    switch trigger {
    case .always: return true
    case .first(let reference):
      guard let key = try composer.fields.text(bound.source(reference), scene),
        memory[event][key] == nil
      else { return false }
      learnt.append((event, key))
      return true
    case .change(let reference, let within):
      guard let key = try composer.fields.text(bound.source(within), scene) else { return false }
      guard let since = memory[event][key] else {
        learnt.append((event, key))
        return false
      }
      let source = bound.source(reference)
      let before = try composer.fields.text(source, FieldReader.Scene(row: since))
      guard try composer.fields.text(source, scene) != before else { return false }
      scene.since = since
      learnt.append((event, key))
      return true
    }
  }
}

extension BoundMapping {
  /// The columns of the imported table that a reference reads.
  func columns(behind reference: Reference) -> [Int] { columns(behind: source(reference)) }

  private func columns(behind source: Source) -> [Int] {
    switch source {
    case .column(let index, _): [index]
    case .product(let factors, _): factors.flatMap { columns(behind: $0) }
    case .lookup(let index, _, _): columns(behind: mapping.lookups[index].on)
    case .since, .seriesKey, .seriesValue: []
    }
  }
}
