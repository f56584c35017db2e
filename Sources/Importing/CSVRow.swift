/// One row of a table: its bytes as found, and where its fields lie in them.
package struct CSVRow {
  /// What a field says: nothing, explicitly nothing, or something.
  package enum Content: Hashable {
    case empty
    case null
    case text(ArraySlice<UInt8>)
  }

  /// A field lies in the row's own bytes, or, once freed from doubled quotes or another encoding,
  /// in `rewritten`.
  struct Field {
    var start: Int32
    var count: Int32
    var isRewritten: Bool
    var isNull: Bool
  }

  /// The line of the file on which the row begins, from 1.
  package var line: Int
  /// Where the row begins in the file, in bytes.
  package var offset: Int
  /// The row as it stands in the file, without its line end.
  package var bytes: [UInt8]

  var rewritten: [UInt8]
  var fields: [Field]

  package var count: Int { fields.count }

  /// The field in the column with this index, as UTF-8.
  package subscript(_ index: Int) -> Content {
    let field = fields[index]
    if field.isNull { return .null }
    if field.count == 0 { return .empty }
    let range = Int(field.start)..<Int(field.start + field.count)
    return .text(field.isRewritten ? rewritten[range] : bytes[range])
  }

  /// This row as a rejected one.
  package func rejected(column: String?, reason: String) -> RejectedRow {
    RejectedRow(line: line, offset: offset, column: column, reason: reason, bytes: bytes)
  }
}
