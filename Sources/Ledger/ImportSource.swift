package import Importing
import LedgerEvents

/// Where the rows of an import come from.
package enum ImportSource {
  /// CloudEvents: one event, a list, or one a line; nil lets the beginning of the file decide.
  case cloudEvents(CloudEventsFile.Format?)
  /// A table, read through a mapping. Joined tables are looked for in `folder`.
  case table(Mapping, folder: String, lookups: [String: String])

  /// The files that are read besides the one with the rows, as far as they are named.
  var otherFiles: [String] {
    switch self {
    case .cloudEvents: []
    case .table(let mapping, _, let lookups): [mapping.path] + lookups.values
    }
  }

  /// Opens the input and gives its rows one by one.
  func rows(
    _ chunks: FileChunks, _ types: CustomTypes
  ) throws(LedgerError) -> () throws(FileError) -> ImportRow? {
    do {
      switch self {
      case .cloudEvents(let format):
        var file = try CloudEventsFile(chunks, format: format, customTypes: types)
        return { () throws(FileError) in try file.next() }
      case .table(let mapping, let folder, let lookups):
        var table = try CSVImport(
          mapping, input: chunks, folder: folder, lookups: lookups, customTypes: types)
        return { () throws(FileError) in try table.next() }
      }
    } catch let error as FileError {
      throw .importing(.file(error))
    } catch let error as ImportError {
      throw .importing(error)
    } catch {
      throw .file(path: chunks.name, reason: "\(error)")
    }
  }
}
