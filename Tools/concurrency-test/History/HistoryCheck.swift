/// Says whether what concurrent clients were told can be explained by one thing happening after
/// another, in the order of positions, each at a moment between its call and its answer.
///
/// Positions give the order, so no search is needed. Every answered operation narrows down the
/// number of records that were there when it happened: an append that took records at 7 happened
/// when there were 7, a read that saw 9 when there were 9, a refusal because a stream was at
/// revision 2 while it was. Taken in the order of time, each operation gets the smallest such number
/// that is not below what something that had ended before it saw or made. If that fails for one,
/// no choice for the others would have helped, as theirs are the smallest possible.
///
/// What was never answered may have happened at any later moment or not at all.
package struct HistoryCheck {
  let log: FinalLog
  private let operations: [ClientCall]
  private(set) var violations: [Violation] = []
  /// Whose fresh receipt a record has.
  private var owners: [String: Int] = [:]
  /// The number of records that certainly were there when an operation began.
  private var floors: [Int]
  /// For each number of records the smallest one from it on that is not within a unit.
  private let whole: [Int]

  /// Every promise that the history breaks; none for a sound one.
  package static func violations(of operations: [ClientCall], log: FinalLog) -> [Violation] {
    var check = HistoryCheck(log: log, operations: operations)
    check.checkLog()
    let moments = operations.indices.map { check.moment(of: $0) }
    check.sweep(moments)
    check.explainTheRest()
    return check.violations
  }

  private init(log: FinalLog, operations: [ClientCall]) {
    self.log = log
    self.operations = operations
    floors = Array(repeating: 0, count: operations.count)
    whole = Self.wholeSizes(operations, log)
  }

  /// Nobody may see a part of a unit, so nothing happens between its records.
  private static func wholeSizes(_ operations: [ClientCall], _ log: FinalLog) -> [Int] {
    var whole = Array(0...log.size)
    for operation in operations {
      guard case .append(let unit, _) = operation.action, let key = unit.first?.key,
        let start = log.positions[key], start + unit.count <= log.size,
        log.records[start..<start + unit.count].map(\.key) == unit.map(\.key)
      else { continue }
      for size in start + 1..<start + unit.count { whole[size] = start + unit.count }
    }
    return whole
  }

  mutating func blame(_ promise: Violation.Promise, _ what: String) {
    violations.append(Violation(promise: promise, what: what))
  }

  /// When an operation can have happened, as the number of records before it, and how many it added.
  struct Moment {
    var sizes: ClosedRange<Int>
    var added = 0
  }

  private mutating func checkLog() {
    var next: [String: UInt32] = [:]
    for (position, record) in log.records.enumerated() {
      if let first = log.positions[record.key], first != position {
        blame(.onceEach, "\(record.key) lies at \(first) and at \(position)")
      }
      let revision = next[record.stream, default: 0]
      if record.revision != revision {
        blame(
          .revisions,
          "\(record.stream) has revision \(record.revision) at \(position), not \(revision)")
      }
      next[record.stream] = revision + 1
    }
  }

  /// Nil for what has no answer, and for an answer that no moment can explain, which is blamed here.
  private mutating func moment(of index: Int) -> Moment? {
    let operation = operations[index]
    switch (operation.action, operation.answer?.outcome) {
    case (_, nil): return nil
    case (.append(let unit, let expecting), .taken(let places)):
      return taken(index, unit, expecting, places)
    case (.append(let unit, let expecting), .wrongRevision(let stream, let actual)):
      return wrongRevision(operation, unit, expecting, stream, actual)
    case (.append(let unit, _), .keyTaken(let key, let position)):
      let isSo =
        log.records.indices.contains(position) && log.records[position].key == key
        && unit.contains { $0.key == key && $0.content != log.records[position].content }
      if isSo { return Moment(sizes: position + 1...log.size) }
      blame(.refusals, "\(operation): there is no other content at \(position)")
    case (.head, .head(let size, let root)):
      if log.root(at: size) == root { return Moment(sizes: size...size) }
      blame(.prefixes, "\(operation): the first \(size) records have another root")
    case (.stream(let stream), .stream(let seen)):
      let all = log.streams[stream] ?? []
      if all.starts(with: seen) {
        let next = seen.count < all.count ? all[seen.count] : log.size
        return Moment(sizes: (seen.last.map { $0 + 1 } ?? 0)...next)
      }
      blame(.prefixes, "\(operation): \(stream) lies at \(all)")
    case (.lookup(let key), .position(let found)):
      let place = log.positions[key]
      if found == nil { return Moment(sizes: 0...(place ?? log.size)) }
      if let found, found == place { return Moment(sizes: found + 1...log.size) }
      blame(.prefixes, "\(operation): it lies at \(place.map { "\($0)" } ?? "no place")")
    default:
      blame(.receipts, "\(operation): the answer is not one to this")
    }
    return nil
  }

  private mutating func taken(
    _ index: Int, _ unit: [ClientCall.Intended], _ expecting: [ClientCall.Expectation],
    _ places: [ClientCall.Place]
  ) -> Moment? {
    let operation = operations[index]
    guard unit.count == places.count, !unit.isEmpty else {
      blame(.receipts, "\(operation): \(places.count) receipts for \(unit.count) records")
      return nil
    }
    for (intended, place) in zip(unit, places) {
      guard log.records.indices.contains(place.position),
        log.records[place.position]
          == LoggedRecord(
            key: intended.key, stream: intended.stream, revision: place.revision,
            content: intended.content)
      else {
        blame(.receipts, "\(operation): \(intended.key) does not lie at \(place.position)")
        return nil
      }
      guard !place.isDuplicate else { continue }
      if let other = owners[intended.key] {
        blame(
          .onceEach, "\(intended.key) was taken as new twice: \(operation); \(operations[other])")
      }
      owners[intended.key] = index
    }
    let fresh = places.filter { !$0.isDuplicate }.map(\.position)
    let last = places.map(\.position).max() ?? 0
    guard let first = fresh.first else { return Moment(sizes: last + 1...log.size) }
    guard fresh == Array(first..<first + fresh.count), fresh.last == last else {
      blame(.wholeUnits, "\(operation): the records do not lie side by side")
      return nil
    }
    checkExpectations(expecting, at: first, of: operation)
    return Moment(sizes: first...first, added: fresh.count)
  }

  private mutating func wrongRevision(
    _ operation: ClientCall, _ unit: [ClientCall.Intended], _ expecting: [ClientCall.Expectation],
    _ stream: String, _ actual: UInt32?
  ) -> Moment? {
    guard let expected = expecting.first(where: { $0.stream == stream }),
      expected.revision != actual, let sizes = log.sizes(of: stream, at: actual)
    else {
      blame(.refusals, "\(operation): \(stream) never was at another revision than expected so")
      return nil
    }
    // What was recorded before gets its receipts instead of a refusal.
    let places = unit.map { log.positions[$0.key] ?? log.size }
    let latest = min(sizes.upperBound, places.max() ?? log.size)
    guard sizes.lowerBound <= latest else {
      blame(.refusals, "\(operation): all of it had been recorded before")
      return nil
    }
    return Moment(sizes: sizes.lowerBound...latest)
  }

  @discardableResult
  private mutating func checkExpectations(
    _ expecting: [ClientCall.Expectation], at size: Int, of operation: ClientCall
  ) -> Bool {
    for expected in expecting {
      let actual = log.lastRevision(of: expected.stream, at: size)
      guard actual != expected.revision else { continue }
      blame(
        .expectations,
        "\(operation): \(expected.stream) was at \(actual.map { "\($0)" } ?? "no record") before \(size)"
      )
      return false
    }
    return true
  }

  /// Gives each operation the smallest number of records that fits, in the order of time.
  private mutating func sweep(_ moments: [Moment?]) {
    struct Turn {
      let time: UInt64
      /// Calls come before answers of the same time: they are taken to overlap.
      let isAnswer: Bool
      let index: Int
    }
    var turns: [Turn] = []
    for (index, operation) in operations.enumerated() {
      turns.append(Turn(time: operation.started, isAnswer: false, index: index))
      if let answer = operation.answer {
        turns.append(Turn(time: answer.ended, isAnswer: true, index: index))
        if answer.ended < operation.started {
          blame(.realTime, "\(operation): it ended before it began")
        }
      }
    }
    turns.sort {
      ($0.time, $0.isAnswer ? 1 : 0, $0.index) < ($1.time, $1.isAnswer ? 1 : 0, $1.index)
    }
    var floor = 0
    var reached = Array(repeating: 0, count: operations.count)
    for turn in turns {
      if turn.isAnswer {
        floor = max(floor, reached[turn.index])
        continue
      }
      floors[turn.index] = floor
      guard let moment = moments[turn.index] else { continue }
      let earliest = whole[moment.sizes.lowerBound]
      let size = max(floor, earliest)
      if earliest > moment.sizes.upperBound {
        blame(.wholeUnits, "\(operations[turn.index]): it saw a part of a unit")
      } else if size > moment.sizes.upperBound {
        blame(
          .realTime,
          """
          \(operations[turn.index]): it began after \(floor) records had been seen, and happened \
          when there were at most \(moment.sizes.upperBound)
          """)
      }
      reached[turn.index] = size + moment.added
    }
  }

  /// Each record that nobody has a fresh receipt for must be of a call without answer.
  private mutating func explainTheRest() {
    var asked: [String: [Int]] = [:]
    for (index, operation) in operations.enumerated() where operation.answer == nil {
      guard case .append(let unit, _) = operation.action, let first = unit.first else { continue }
      asked[first.key, default: []].append(index)
    }
    var position = 0
    while position < log.size {
      let record = log.records[position]
      guard owners[record.key] == nil else {
        position += 1
        continue
      }
      position += explain(position, asked[record.key] ?? [])
    }
  }

  /// How many records from `position` on are explained, at least one.
  private mutating func explain(_ position: Int, _ candidates: [Int]) -> Int {
    var reasons: [Violation] = []
    for index in candidates {
      guard case .append(let unit, let expecting) = operations[index].action else { continue }
      let end = min(position + unit.count, log.size)
      let isWhole = log.records[position..<end].elementsEqual(unit) {
        $0.key == $1.key && $0.stream == $1.stream && $0.content == $1.content
      }
      let before = violations
      if !isWhole {
        blame(.wholeUnits, "\(operations[index]): not all of it lies at \(position)")
      } else if floors[index] > position {
        blame(
          .realTime,
          "\(operations[index]): it lies at \(position), \(floors[index]) records were seen before")
      } else if checkExpectations(expecting, at: position, of: operations[index]) {
        return unit.count
      }
      reasons += violations.dropFirst(before.count)
      violations = before
    }
    if reasons.isEmpty {
      blame(.nothingElse, "nobody asked for \(log.records[position].key) at \(position)")
    }
    violations += reasons
    return 1
  }
}
