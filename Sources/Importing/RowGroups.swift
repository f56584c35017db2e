/// Brings the rows of a table together that make up one event.
///
/// A group is complete or rejected as a whole. A row that cannot be read may belong to the group before it or to
/// the group after it, and an order that lacks a line is a wrong sum nobody notices: so it takes both
/// with it, unless its own key can still be read. In a table without order only that key can tell.
struct RowGroups {
  enum Step {
    case group([CSVRow])
    case rejected(RejectedRow)
  }

  /// Rows that fill more than this cannot become one event.
  private static let largestGroup = 1 << 22

  private(set) var reader: CSVReader
  private let key: Int
  private let order: Mapping.Grouping.Order

  private var ready: [Step] = []
  private var open = Group()
  /// Why the group that begins next cannot be taken.
  private var inherited: String?
  private var closed: Set<CSVRow.Content> = []
  private var anywhere: [CSVRow.Content: Group] = [:]
  private var keys: [CSVRow.Content] = []

  private struct Group {
    var key: CSVRow.Content?
    var rows: [CSVRow] = []
    var size = 0
    /// Why the group cannot be taken.
    var fault: String?

    var steps: [Step] {
      guard let fault else { return rows.isEmpty ? [] : [.group(rows)] }
      return rows.map { .rejected($0.rejected(column: nil, reason: fault)) }
    }
  }

  init(_ reader: CSVReader, key: Int, order: Mapping.Grouping.Order) {
    self.reader = reader
    self.key = key
    self.order = order
  }

  mutating func next() throws(FileError) -> Step? {
    while ready.isEmpty {
      let step = try reader.next()
      switch (step, order) {
      case (.row(let row), .consecutive): take(row)
      case (.row(let row), .anywhere): gather(row)
      case (.rejected(let row), .consecutive): spoil(row)
      case (.rejected(let row), .anywhere): spoilAnywhere(row)
      case (nil, .consecutive): closeGroup()
      case (nil, .anywhere): releaseAll()
      }
      if step == nil, ready.isEmpty { return nil }
    }
    return ready.removeFirst()
  }

  // MARK: Consecutive

  private mutating func take(_ row: CSVRow) {
    let key = row[key].detached
    if open.key != key {
      closeGroup()
      open.key = key
      open.fault =
        closed.contains(key)
        ? "Its group was already complete; sort the table, or write `order: anywhere`." : inherited
    }
    inherited = nil
    open.rows.append(row)
    open.size += row.bytes.count
    if open.size > Self.largestGroup {
      open.fault = "The group has more than \(Self.largestGroup) bytes."
      // Handed over at once: memory stays bounded however long the group goes on.
      ready += open.steps
      open.rows.removeAll()
    }
  }

  private mutating func spoil(_ row: RejectedRow) {
    ready.append(.rejected(row))
    let reason = "The row in line \(row.line) cannot be read and may belong to the same group."
    if open.key != nil { open.fault = open.fault ?? reason }
    if reader.rejected?[ifPresent: key] != open.key || open.key == nil { inherited = reason }
  }

  private mutating func closeGroup() {
    if let key = open.key { closed.insert(key) }
    ready += open.steps
    open = Group()
  }

  // MARK: Anywhere

  private mutating func gather(_ row: CSVRow) {
    let key = row[key].detached
    if anywhere[key] == nil { keys.append(key) }
    anywhere[key, default: Group()].rows.append(row)
  }

  private mutating func spoilAnywhere(_ row: RejectedRow) {
    ready.append(.rejected(row))
    guard let key = reader.rejected?[ifPresent: key]?.detached else { return }
    if anywhere[key] == nil { keys.append(key) }
    anywhere[key, default: Group()].fault =
      "The row in line \(row.line) of the same group cannot be read."
  }

  private mutating func releaseAll() {
    for key in keys { ready += anywhere[key]?.steps ?? [] }
    anywhere = [:]
    keys = []
  }
}

extension CSVRow.Content {
  /// The same in memory of its own, so that keeping a key does not keep its row.
  fileprivate var detached: CSVRow.Content {
    switch self {
    case .empty, .null: self
    case .text(let bytes): .text(Array(bytes)[...])
    }
  }
}

extension CSVRow {
  fileprivate subscript(ifPresent index: Int) -> Content? {
    index < fields.count ? self[index] : nil
  }
}
