import Foundation
import Journal
import Ledger

extension AuditStory {
  /// As `kontor export --format records` writes them.
  func exportRecords(to path: String) throws {
    var bytes: [UInt8] = []
    try ledger.export(.records) { bytes += $0 }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Entry bundles and an unsigned checkpoint, written here by the words of C2SP tlog-tiles.
  func exportTiles(to path: String) throws {
    let (size, root) = try ledger.journal.sizeAndRoot()
    var bundle: [UInt8] = []
    var records: [[UInt8]] = []
    try ledger.journal.scan { _, record throws(JournalError) in records.append(Array(record)) }
    let manager = FileManager.default
    for (index, record) in records.enumerated() {
      bundle += [UInt8(record.count >> 8), UInt8(record.count & 255)] + record
      let count = index % 256 + 1
      guard count == 256 || index + 1 == records.count else { continue }
      // A story has fewer than 256,000 records, so three digits number the bundles.
      let digits = "\(1_000 + index / 256)".dropFirst()
      let name = digits + (count == 256 ? "" : ".p/\(count)")
      let url = URL(fileURLWithPath: path + "/tile/entries/" + name)
      try manager.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bundle).write(to: url)
      bundle = []
    }
    try Data("nordwerk/kontor/1\n\(size)\n\(root)\n\n".utf8)
      .write(to: URL(fileURLWithPath: path + "/checkpoint"))
  }
}
