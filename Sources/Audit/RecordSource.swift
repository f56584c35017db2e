import Foundation
package import Journal
import TransparencyLog

/// Where an auditor's records come from: a ledger's directory, which is only read, or what was taken
/// out of one.
package struct RecordSource: Sendable {
  package enum Kind: String, Sendable {
    case ledger
    /// A directory of tiles and entry bundles (C2SP tlog-tiles).
    case tiles
    /// A file of `kontor export --format records`.
    case records
    /// An evidence bundle, which holds only what a statement rests on.
    case bundle
  }

  package let kind: Kind
  package let path: String
  package let records: any Records

  /// Opens what lies at `path`; nothing there is written.
  package init(opening path: String) throws(RecordSourceError) {
    self.path = path
    guard !Self.isForbidden(path) else { throw .forbidden(path: path) }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .missing(path: path)
    }
    do throws(JournalError) {
      if !isDirectory.boolValue {
        if let bundle = try Self.bundle(path) {
          kind = .bundle
          records = bundle
        } else {
          kind = .records
          records = try Self.recordsFile(path)
        }
      } else if FileManager.default.fileExists(atPath: path + "/journal/data.mdb") {
        kind = .ledger
        records = try ReadOnlyJournal(opening: path)
      } else if FileManager.default.fileExists(atPath: path + "/tile/entries") {
        kind = .tiles
        records = try ExportedTiles(path).records()
      } else {
        throw JournalError.missing(path: path)
      }
    } catch {
      if case .missing = error { throw .unknownKind(path: path) }
      throw .journal(error, path: path)
    }
  }

  /// Whether the system keeps from this user what lies there.
  package static func isForbidden(_ path: String) -> Bool {
    ["", "/journal", "/journal/data.mdb"].contains { name in
      access(path + name, R_OK) != 0 && errno == EACCES
    }
  }

  /// The records of an evidence bundle, told by its first bytes, once they are proved to lie under
  /// the root that it names; who signed that is asked of `verify`.
  private static func bundle(_ path: String) throws(JournalError) -> RecordSet? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    let mark = Array(BundleFile.magic.utf8)
    guard let first = try? file.read(upToCount: mark.count), Array(first) == mark,
      let rest = try? file.readToEnd()
    else { return nil }
    do throws(BundleError) {
      return try EvidenceBundle(mark + Array(rest)).provedRecords()
    } catch {
      throw .damaged(position: 0, reason: "\(error)")
    }
  }

  /// Each record after its length as a big-endian 32-bit number.
  private static func recordsFile(_ path: String) throws(JournalError) -> RecordSet {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw .file(call: "read", path: path, code: EIO)
    }
    var set = RecordSet()
    let result = data.withUnsafeBytes { bytes -> Result<Void, JournalError> in
      do throws(JournalError) {
        var offset = 0
        while offset < bytes.count {
          let position = UInt64(set.count)
          guard bytes.count - offset >= 4 else {
            throw .damaged(position: position, reason: "the file ends inside a length")
          }
          let length = Int(
            UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
          guard length <= bytes.count - offset - 4 else {
            throw .damaged(position: position, reason: "the file ends before the record does")
          }
          try set.add(UnsafeRawBufferPointer(rebasing: bytes[(offset + 4)..<(offset + 4 + length)]))
          offset += 4 + length
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
    return set
  }
}

/// Why a source of records could not be opened.
package enum RecordSourceError: Error, Equatable, Sendable {
  case missing(path: String)
  case forbidden(path: String)
  case unknownKind(path: String)
  case journal(JournalError, path: String)
}

extension RecordSourceError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .missing(let path):
      "there is nothing at \(path); name a ledger, an exported directory or a file of records"
    case .forbidden(let path):
      "\(path) may not be read by this user; ask its owner for the right to read it, or for an export"
    case .unknownKind(let path):
      """
      \(path) is neither a ledger (it has no journal/data.mdb) nor an exported directory (it has no \
      tile/entries) nor a file of records
      """
    case .journal(.damaged(let position, let reason), let path):
      "\(path): the record at position \(position) cannot be taken: \(reason)"
    case .journal(let error, _): "\(error)"
    }
  }
}
