/// The CloudEvents attributes that the ledger understands, in the order in which it writes them.
enum CloudEventAttribute: Int, CaseIterable {
  case specversion, id, source, type, subject, time, timeprecision, datacontenttype, recordedtime
  case sequence, actor, correlationid, causationid, data, personal

  // Written once, before anybody reads it.
  private nonisolated(unsafe) static let table = ShapeTable.keep(
    [
      "specversion", "id", "source", "type", "subject", "time", "timeprecision", "datacontenttype",
      "recordedtime", "sequence", "actor", "correlationid", "causationid", "data",
      "personal",
    ] as [StaticString])

  static let names = table.map { "\($0)" }

  /// The attribute with this name, looked for first at the place that is likely.
  static func find(
    _ name: UnsafeBufferPointer<UInt8>, expecting guess: Int
  ) -> CloudEventAttribute? {
    if guess < table.count, table[guess] == name { return CloudEventAttribute(rawValue: guess) }
    return table.firstIndex { $0 == name }.flatMap(CloudEventAttribute.init)
  }
}
