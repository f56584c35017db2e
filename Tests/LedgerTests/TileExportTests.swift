import Foundation
import Journal
import LedgerEvents
import Projections
import Testing
import TransparencyLog

@testable import Ledger

struct TileExportTests {
  private let temporary: TemporaryLedger
  private var ledger: Ledger { temporary.ledger }
  private var directory: TemporaryDirectory { temporary.directory }

  init() throws { temporary = try TemporaryLedger() }

  private func grow(_ numbers: Range<Int>) throws {
    _ = try ledger.record(try numbers.map { try account("a-\($0)") })
  }

  /// Every file below a directory with its bytes.
  private func files(_ path: String) throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    var files: [String: Data] = [:]
    for name in names {
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isDirectory)
      if !isDirectory.boolValue {
        files[name] = try Data(contentsOf: URL(filePath: path + "/" + name))
      }
    }
    return files
  }

  @Test func `Exports into an earlier one hold the same as an export from nothing`() throws {
    let grown = directory["grown"]
    var start = 0
    for end in [3, 200, 254, 255, 300, 600] {
      try grow(start..<end)
      start = end
      let export = try ledger.exportTiles(to: grown, actor: "ops-1")
      let fresh = directory["fresh-\(end)"]
      _ = try ledger.exportTiles(to: fresh, actor: "ops-1")
      let files = try files(grown)
      #expect(files == (try self.files(fresh)))
      let size = export.checkpoint.checkpoint.size
      #expect(
        Set(files.keys)
          == Set(Tile.all(size: size).map(\.path)).union(["checkpoint", "log.vkey"]))
    }
  }

  @Test func `No checkpoint stands over a tile that could not be brought to the disk`() throws {
    try grow(0..<300)
    let target = directory["target"]
    let lost = target + "/" + Tile(.entries, number: 0, width: Tile.fullWidth).path
    #expect(throws: LedgerError.self) {
      try ledger.exportTiles(to: target, actor: "ops-1") { _ in
        try? FileManager.default.removeItem(atPath: lost)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: target + "/checkpoint"))
    _ = try ledger.exportTiles(to: target, actor: "ops-1")
    let fresh = directory["fresh"]
    _ = try ledger.exportTiles(to: fresh, actor: "ops-1")
    #expect(try files(target) == (try files(fresh)))
  }

  @Test func `A directory of something else is left as it is`() throws {
    let target = directory["target"]
    try FileManager.default.createDirectory(
      atPath: target, withIntermediateDirectories: false)
    try Data("mine".utf8).write(to: URL(filePath: target + "/notes.txt"))
    expectOtherExport(target)
    #expect(try files(target).keys.sorted() == ["notes.txt"])
  }

  @Test func `An export of another ledger is left as it is`() throws {
    let target = directory["target"]
    let other = try TemporaryLedger()
    _ = try other.ledger.exportTiles(to: target, actor: "ops-1")
    let before = try files(target)
    expectOtherExport(target)
    #expect(try files(target) == before)
  }

  private func expectOtherExport(
    _ target: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: LedgerError.self, sourceLocation: location) {
      try ledger.exportTiles(to: target, actor: "ops-1")
    }
    guard case .signing(.otherExport)? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: location)
      return
    }
  }
}
