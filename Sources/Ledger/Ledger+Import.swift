import Importing
import Journal
import LedgerEvents
import SwiftProtobuf
import TransparencyLog

extension Ledger {
  /// How many rows, and bytes of them, are decided and committed together: enough that the disk is not
  /// waited for, few enough that memory stays bounded.
  struct ImportGroup {
    var rows = 4_000
    var bytes = 8 << 20
  }

  /// Records every row of a file that can be recorded, and says of every other why not.
  ///
  /// A bad row never stops the import. Rejected rows go to `rejectsPath` with line, column and reason.
  /// Reading runs ahead of writing by a group. The import itself becomes an event, unless it
  /// is a repetition that changed nothing.
  ///
  /// - Throws: when the input cannot be read at all or the storage fails. What was recorded until then
  ///   stays; the same import again goes on where this one ended.
  package func importRows(
    from path: String, _ source: ImportSource, actor: String, rejectsPath: String,
    progress: @escaping @Sendable (ImportReport) -> Void = { _ in }
  ) throws(LedgerError) -> ImportReport {
    try importRows(
      from: path, source, actor: actor, rejectsPath: rejectsPath, group: ImportGroup(),
      progress: progress)
  }

  func importRows(
    from path: String, _ source: ImportSource, actor: String, rejectsPath: String,
    group limit: ImportGroup, progress: @escaping @Sendable (ImportReport) -> Void = { _ in }
  ) throws(LedgerError) -> ImportReport {
    let digest = FileDigest()
    let chunks: FileChunks
    do {
      chunks = try FileChunks(path: path) { digest.update($0) }
      try RejectsFile.check(rejectsPath, apartFrom: [path] + source.otherFiles)
    } catch {
      throw .importing(.file(error))
    }
    let next = try source.rows(chunks, customTypes)
    let writer = ImportWriter(self, rejectsPath: rejectsPath, progress: progress)
    var failure: FileError?
    var group: [ImportRow] = []
    var bytes = 0
    while true {
      let row: ImportRow?
      do throws(FileError) {
        row = try next()
      } catch {
        failure = error
        break
      }
      guard let row else { break }
      group.append(row)
      bytes += row.byteCount
      if group.count >= limit.rows || bytes >= limit.bytes {
        writer.write(group)
        group.removeAll(keepingCapacity: true)
        bytes = 0
        if writer.hasFailed { break }
      }
    }
    writer.write(group)
    var report = try writer.finish()
    if let failure { throw .importing(.file(failure)) }
    report.sha256 = digest.hexadecimal
    try recordImport(report, actor: actor)
    try readCustomTypes()
    return report
  }

  /// Appends the event that says what an import did, unless it repeated one and changed nothing.
  func recordImport(_ report: ImportReport, actor: String) throws(LedgerError) {
    let stem = "import-" + report.sha256.prefix(32)
    var number = 1
    while try !recordImport(report, as: number == 1 ? stem : "\(stem)-\(number)", actor) {
      if report.accepted == 0 { return }
      number += 1
    }
  }

  /// Appends it under the id `id`; false when that belongs to another import of the same file,
  /// which may take it just before this one does.
  private func recordImport(
    _ report: ImportReport, as id: String, _ actor: String
  ) throws(LedgerError) -> Bool {
    let known = try LedgerError.journal { () throws(JournalError) in
      try journal.position(source: Ledger.ownSource, id: id)
    }
    guard known == nil else { return false }
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: id, source: Ledger.ownSource, subject: Ledger.subject, occurrence: .unknown,
        data: ImportCompleted.with {
          $0.batchID = id
          $0.fileSha256 = report.sha256
          $0.rows = UInt64(report.rows)
          $0.accepted = UInt64(report.accepted)
          $0.rejected = UInt64(report.rejected)
          $0.duplicates = UInt64(report.duplicates)
        }, actor: actor)
    }
    do throws(LedgerError) {
      // The other one may have done exactly the same, and is not to be taken for this one.
      return try !decisions.record([event], in: journal).contains(where: \.isDuplicate)
    } catch {
      guard case .refused(let refusal) = error, refusal.code == "id-taken" else { throw error }
      return false
    }
  }
}

extension ImportRow {
  /// The bytes of the rows as they stand in their file.
  fileprivate var byteCount: Int {
    switch self {
    case .events(let unit): unit.rows.reduce(0) { $0 + $1.bytes.count }
    case .rejected(let row): row.bytes.count
    }
  }
}

/// The SHA-256 of everything that was read.
private final class FileDigest {
  private var function = Hash.Stream()

  func update(_ bytes: UnsafeRawBufferPointer) { function.update(bytes) }
  var hexadecimal: String { function.finished.hexadecimal }
}
