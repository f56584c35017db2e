package import LedgerEvents
import YAMLText

/// Reads a table through a mapping: events or rejected rows, step by step, in bounded memory.
///
/// Every row of the table is counted once, either in a unit's `rows` or as a rejected row.
package struct CSVImport {
  /// The columns of the table that the mapping does not use.
  package let unmappedColumns: [String]

  /// One of the two is there: rows come one by one, or in groups.
  private var reader: CSVReader?
  private var groups: RowGroups?
  private var mapper: RowMapper
  /// What has been found and not yet returned, the next one last.
  private var waiting: [ImportRow] = []

  /// Opens the table and the tables it is joined with, and binds the mapping to their columns.
  ///
  /// A joined table is looked for in `folder`, unless `lookups` gives its path under its name in the
  /// mapping. Throws when one cannot be read or the mapping names a column that does not exist; afterwards
  /// nothing but a failing disk stops the import.
  package init(
    _ mapping: Mapping, input: FileChunks, folder: String, lookups: [String: String] = [:],
    customTypes: CustomTypes = .none
  ) throws(ImportError) {
    let (reader, tables) = try Self.open(mapping, input, folder, lookups)
    do throws(IssueList) {
      let bound = try BoundMapping(
        mapping, names: reader.names, tables: tables, customTypes: customTypes)
      unmappedColumns = bound.unmapped
      mapper = RowMapper(bound, customTypes)
      if let grouping = mapping.grouping, let key = bound.columns(behind: grouping.by).first {
        groups = RowGroups(reader, key: key, order: grouping.order)
      } else {
        self.reader = reader
      }
    } catch {
      throw .mapping(error)
    }
  }

  private static func open(
    _ mapping: Mapping, _ input: FileChunks, _ folder: String, _ lookups: [String: String]
  ) throws(ImportError) -> (CSVReader, [LookupTable]) {
    do throws(FileError) {
      let reader = try CSVReader(input, dialect: mapping.dialect)
      var tables: [LookupTable] = []
      for lookup in mapping.lookups {
        let isAbsolute = lookup.file.hasPrefix("/")
        let path =
          lookups[lookup.name] ?? (isAbsolute ? lookup.file : "\(folder)/\(lookup.file)")
        tables.append(try LookupTable(FileChunks(path: path), lookup))
      }
      return (reader, tables)
    } catch {
      throw .file(error)
    }
  }

  /// The next unit or rejected row, or nil at the end.
  package mutating func next() throws(FileError) -> ImportRow? {
    while waiting.isEmpty {
      switch try nextRows() {
      case nil: return nil
      case .rejected(let row): return .rejected(row)
      case .group(let rows): map(rows)
      }
    }
    return waiting.removeLast()
  }

  private mutating func nextRows() throws(FileError) -> RowGroups.Step? {
    if groups != nil { return try groups?.next() }
    switch try reader?.next() {
    case nil: return nil
    case .row(let row): return .group([row])
    case .rejected(let row): return .rejected(row)
    }
  }

  private mutating func map(_ rows: [CSVRow]) {
    guard let first = rows.first else { return }
    do throws(Refusal) {
      let mapped = try mapper.map(rows)
      let sources = rows.map { SourceRow(line: $0.line, offset: $0.offset, bytes: $0.bytes) }
      waiting.append(.events(ImportUnit(events: mapped.events, rows: sources, line: first.line)))
      if let register = mapped.register {
        waiting.append(.events(ImportUnit(events: [register], rows: [], line: first.line)))
      }
    } catch {
      for (index, row) in rows.enumerated().reversed() {
        let isAtFault = index == error.row
        let reason =
          isAtFault
          ? error.reason
          : "Refused with its group: line \(rows[error.row].line): \(error.reason)"
        waiting.append(
          .rejected(row.rejected(column: isAtFault ? error.column : nil, reason: reason)))
      }
    }
  }
}
