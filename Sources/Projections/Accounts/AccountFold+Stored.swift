import LedgerEvents
import Money

extension AccountFold {
  /// The form of ``stored``; another form is another number, and the view is made anew.
  static let format: UInt32 = 1

  /// The fold as a row of the view; equal folds have equal bytes.
  var stored: [UInt8] {
    var row = RowWriter()
    for fact in [name, sector, country] {
      row.write(fact) { row, fact in row.write(fact) { $0.write($1) } }
    }
    let ordered = tiers.sorted { $0.position < $1.position }
    row.write(ordered) { row, fact in row.write(fact) { $0.write(UInt64($1.rawValue)) } }
    row.write(tenures.sorted { $0.position < $1.position }) { row, tenure in
      row.write(tenure.id)
      row.write(tenure.employee)
      row.write(UInt64(tenure.role.rawValue))
      row.write(tenure.from)
      row.write(tenure.position)
    }
    row.write(tenureEnds.sorted { $0.key < $1.key }) { row, end in
      row.write(end.key)
      row.write(end.value) { $0.write($1) }
    }
    row.write(escalations.sorted { $0.key < $1.key }) { row, escalation in
      row.write(escalation.key)
      row.write(escalation.value) { $0.write($1) }
    }
    row.write(contracts.sorted { $0.key < $1.key }) { row, contract in
      row.write(contract.key)
      row.write(contract.value.term) { row, fact in
        row.write(fact) { row, day in row.write(day) { $0.write($1) } }
      }
      row.write(contract.value.notice) { row, fact in row.write(fact) { $0.write($1) } }
      row.write(contract.value.end) { row, fact in row.write(fact) { $0.write($1) } }
    }
    row.write(merged) { row, fact in
      row.write(fact) { row, survivor in row.write(survivor) { $0.write($1) } }
    }
    row.write(eventCount)
    row.write(interactionCount)
    row.write(lastInteraction) { $0.write($1) }
    row.write(lastPosition)
    row.write(unreadable.sorted()) { $0.write($1) }
    return row.bytes
  }

  /// Reads a row of the view.
  init(stored bytes: UnsafeRawBufferPointer) throws(RowReader.Broken) {
    var row = RowReader(bytes)
    name = try row.optional { row throws(RowReader.Broken) in try row.textFact() }
    sector = try row.optional { row throws(RowReader.Broken) in try row.textFact() }
    country = try row.optional { row throws(RowReader.Broken) in try row.textFact() }
    tiers = try row.list { row throws(RowReader.Broken) in
      try row.fact { row throws(RowReader.Broken) in
        AccountTierAssigned.Tier(rawValue: Int(truncatingIfNeeded: try row.number()))
          ?? .unspecified
      }
    }
    tenures = try row.list { row throws(RowReader.Broken) in
      Tenure(
        id: try row.text(), employee: try row.text(),
        role: Role(rawValue: Int(truncatingIfNeeded: try row.number())) ?? .unspecified,
        from: try row.day(), position: try row.number())
    }
    for _ in 0..<(try row.number()) { tenureEnds[try row.text()] = try row.dayFact() }
    for _ in 0..<(try row.number()) { escalations[try row.text()] = try row.flagFact() }
    for _ in 0..<(try row.number()) {
      let id = try row.text()
      contracts[id] = Contract(
        term: try row.optional { row throws(RowReader.Broken) in
          try row.fact { row throws(RowReader.Broken) in
            try row.optional { row throws(RowReader.Broken) in try row.day() }
          }
        },
        notice: try row.optional { row throws(RowReader.Broken) in try row.dayFact() },
        end: try row.optional { row throws(RowReader.Broken) in try row.flagFact() })
    }
    merged = try row.optional { row throws(RowReader.Broken) in
      try row.fact { row throws(RowReader.Broken) in
        try row.optional { row throws(RowReader.Broken) in try row.text() }
      }
    }
    eventCount = try row.number()
    interactionCount = try row.number()
    lastInteraction = try row.optional { row throws(RowReader.Broken) in try row.day() }
    lastPosition = try row.number()
    unreadable = try row.list { row throws(RowReader.Broken) in try row.number() }
  }
}

extension RowWriter {
  fileprivate mutating func write<Value>(
    _ fact: AccountFold.Stamped<Value>, _ body: (inout RowWriter, Value) -> Void
  ) {
    write(fact.day)
    write(fact.position)
    body(&self, fact.value)
  }
}

extension RowReader {
  fileprivate mutating func fact<Value>(
    _ body: (inout RowReader) throws(Broken) -> Value
  ) throws(Broken) -> AccountFold.Stamped<Value> {
    let day = try day()
    let position = try number()
    return AccountFold.Stamped(value: try body(&self), day: day, position: position)
  }

  fileprivate mutating func textFact() throws(Broken) -> AccountFold.Stamped<String> {
    try fact { row throws(Broken) in try row.text() }
  }

  fileprivate mutating func dayFact() throws(Broken) -> AccountFold.Stamped<CalendarDay> {
    try fact { row throws(Broken) in try row.day() }
  }

  fileprivate mutating func flagFact() throws(Broken) -> AccountFold.Stamped<Bool> {
    try fact { row throws(Broken) in try row.flag() }
  }
}
