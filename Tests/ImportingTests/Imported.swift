import Importing
import LedgerEvents
import StrictJSON
import Testing

/// Everything an import yields, read to its end.
struct Imported: Sendable {
  var events: [Event] = []
  var units: [ImportUnit] = []
  var rejected: [RejectedRow] = []
  var unmapped: [String] = []

  /// Rows in units and rejected rows together.
  var rows: Int { units.reduce(rejected.count) { $0 + $1.rows.count } }

  struct Event: Sendable {
    var json: JSONValue

    /// The event as it will be read back, with the attributes the ledger assigns.
    init(_ event: ProposedEvent) throws {
      let record = event.record(
        position: 0, recorded: 0, stream: 0, revision: 0, businessDay: 20_260_101)
      json = try JSONValue(parsing: CloudEvents.write(StoredEvent(record)))
    }

    subscript(path: String...) -> JSONValue? {
      path.reduce(json as JSONValue?) { value, name in
        if let index = Int(name) {
          guard let array = value?.array, index < array.count else { return nil }
          return array[index]
        }
        return value?.object?[name]
      }
    }

    /// Such as `order.booked`.
    var type: String { self["type"]?.string?.dropFirst(10).dropLast(3).description ?? "" }
    var id: String { self["id"]?.string ?? "" }

    /// Cents of an amount in the data.
    func cents(_ name: String) throws -> Int {
      try DataSets.cents(#require(self["data", name, "amount"]?.string))
    }
  }

  init(mapping: String, input: FileChunks, folder: String = "/nowhere") throws {
    let mapping = try Mapping(parsing: mapping, path: "mapping.yaml")
    var source = try CSVImport(mapping, input: input, folder: folder)
    unmapped = source.unmappedColumns
    while let row = try source.next() {
      switch row {
      case .rejected(let row): rejected.append(row)
      case .events(let unit):
        units.append(unit)
        for event in unit.events { events.append(try Event(event)) }
      }
    }
  }

  init(_ mapping: String, _ table: String, chunk: Int = 1 << 18) throws {
    try self.init(mapping: mapping, input: FileChunks(bytes: Array(table.utf8), chunk: chunk))
  }

  func count(_ type: String) -> Int { events.count { $0.type == type } }
}
