import YAMLText

/// Another table in memory, found by key.
struct LookupTable {
  let names: [String]
  private let rows: [ArraySlice<UInt8>: CSVRow]

  /// Reads the whole file.
  ///
  /// A row that cannot be read is an error here: a missing partner would
  /// silently change what the importing rows mean.
  init(_ chunks: FileChunks, _ lookup: Mapping.Lookup) throws(FileError) {
    var reader = try CSVReader(chunks, dialect: lookup.dialect)
    names = reader.names
    guard let key = reader.names.firstIndex(of: lookup.key) else {
      let nearest = closest(to: lookup.key, among: reader.names).map { " Did you mean “\($0)”?" }
      throw .header(
        path: chunks.name, reason: "There is no column “\(lookup.key)”.\(nearest ?? "")")
    }
    var rows: [ArraySlice<UInt8>: CSVRow] = [:]
    while let step = try reader.next() {
      switch step {
      case .rejected(let row):
        throw .unusable(path: chunks.name, line: row.line, reason: row.reason)
      case .row(let row):
        guard case .text(let bytes) = row[key] else { continue }
        guard rows[bytes] != nil else {
          rows[bytes] = row
          continue
        }
        switch lookup.repeated {
        case .first: break
        case .last: rows[bytes] = row
        case .refuse:
          throw .unusable(
            path: chunks.name, line: row.line,
            reason: "The key “\(String(decoding: bytes, as: UTF8.self))” occurs twice; "
              + "say `repeated: first` or `last` in the mapping.")
        }
      }
    }
    self.rows = rows
  }

  subscript(key: ArraySlice<UInt8>) -> CSVRow? { rows[key] }
}
