import Foundation
import LMDB
import Testing
import TransparencyLog

@testable import ReadLog

struct ReadLogTests {
  private let folder: String
  private let log: ReadLog

  init() throws {
    folder = NSTemporaryDirectory() + "kontor-reads-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder + "/anchors", withIntermediateDirectories: true)
    log = ReadLog(ledger: folder)
  }

  private func reading(_ number: Int, purpose: String? = nil) -> Reading {
    Reading(
      time: Int64(number) * 1000, actor: "e-\(number % 3)", command: "commission statement",
      about: ["employee/e-\(number)"], purpose: purpose, knownSize: UInt64(number))
  }

  /// Changes the stored rows behind the log's back.
  private func tamper(
    _ name: String = "entries",
    _ change: (inout WriteTransaction, Database) throws(LMDBError) -> Void
  ) throws {
    let environment = try Environment(opening: folder + "/reads")
    let database = try environment.database(name)
    var write = try WriteTransaction(environment)
    try change(&write, database)
    try write.commit()
  }

  private func stored(_ name: String, _ key: Key) throws -> [UInt8]? {
    let environment = try Environment(opening: folder + "/reads")
    let database = try environment.database(name)
    let read = try ReadTransaction(environment)
    return try read.value(database, key)?.withUnsafeBytes { Array($0) }
  }

  /// Appending says that the log is not the one that was noted, and what to do.
  private func expectRefused(
    _ number: Int, _ comment: Comment? = nil, _ location: SourceLocation = #_sourceLocation
  ) {
    let reading = reading(number)
    let error = #expect(throws: ReadLogError.self, comment, sourceLocation: location) {
      try log.append(reading)
    }
    guard case .untrusted(folder, _)? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: location)
      return
    }
    let text = error?.description ?? ""
    #expect(text.contains("nothing is shown"), sourceLocation: location)
    #expect(text.contains("; move \(folder)/reads"), sourceLocation: location)
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func `Readings are had again in their order, under the root of RFC 6962`() throws {
    defer { remove() }
    #expect(try log.readings().head.size == 0)
    for number in 0..<7 { try log.append(reading(number, purpose: number == 2 ? "Prüfung" : nil)) }
    let (readings, head) = try log.readings()
    #expect(readings == (0..<7).map { reading($0, purpose: $0 == 2 ? "Prüfung" : nil) })
    // Computed a second time from the recursive definition.
    let leaves = readings.map { $0.leaf.withUnsafeBytes { MerkleTree.leafHash($0) } }
    #expect(head.size == 7 && head.root == Self.root(leaves[...]))
  }

  private static func root(_ leaves: ArraySlice<Hash>) -> Hash {
    guard leaves.count > 1, let first = leaves.first else {
      return leaves.first ?? MerkleTree.emptyRoot
    }
    _ = first
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    return MerkleTree.nodeHash(root(leaves[..<middle]), root(leaves[middle...]))
  }

  @Test func `Time never runs backwards`() throws {
    defer { remove() }
    try log.append(reading(5))
    try log.append(reading(1))
    #expect(try log.readings().readings.map(\.time) == [5000, 5000])
  }

  @Test func `A changed, removed or cut off entry is found`() throws {
    defer { remove() }
    for number in 0..<5 { try log.append(reading(number)) }
    let leaf = reading(2).leaf
    for index in leaf.indices {
      var changed = leaf
      changed[index] ^= 1
      try tamper { write, entries throws(LMDBError) in try write.put(entries, Key(2), changed) }
      #expect(throws: ReadLogError.self, "byte \(index)") { try log.readings() }
    }
    try tamper { write, entries throws(LMDBError) in try write.put(entries, Key(2), leaf) }
    #expect(try log.readings().head.size == 5)
    try tamper { write, entries throws(LMDBError) in _ = try write.delete(entries, Key(4)) }
    #expect(throws: ReadLogError.self) { try log.readings() }
    try tamper { write, entries throws(LMDBError) in _ = try write.delete(entries, Key(2)) }
    #expect(throws: ReadLogError.self) { try log.readings() }
  }

  @Test func `An older copy, and a log that is gone, are found by the head noted outside`() throws {
    defer { remove() }
    for number in 0..<3 { try log.append(reading(number)) }
    let saved = folder + "/saved"
    try FileManager.default.copyItem(atPath: folder + "/reads", toPath: saved)
    try log.append(reading(3))
    try FileManager.default.removeItem(atPath: folder + "/reads")
    expectRefused(4)
    #expect(!FileManager.default.fileExists(atPath: folder + "/reads"))
    #expect(throws: ReadLogError.self) { try log.readings() }
    try FileManager.default.moveItem(atPath: saved, toPath: folder + "/reads")
    expectRefused(4)
    #expect(throws: ReadLogError.self) { try log.readings() }
    for name in ["/reads", "/anchors/reads"] {
      try FileManager.default.removeItem(atPath: folder + name)
    }
    try log.append(reading(4))
    #expect(try log.readings().readings == [reading(4)])
  }

  @Test func `A log whose edge was changed is not appended to, and loses no entry`() throws {
    defer { remove() }
    for number in 0..<3 { try log.append(reading(number)) }
    let edge = try #require(try stored("tree", Key("edge")))
    let entries = try (0..<3 as Range<UInt64>).map { try stored("entries", Key($0)) }
    let note = try Data(contentsOf: URL(filePath: folder + "/anchors/reads"))
    func expectUntouched(_ comment: Comment) throws {
      expectRefused(3, comment)
      let entriesNow = try (0..<3 as Range<UInt64>).map { try stored("entries", Key($0)) }
      let noteNow = try Data(contentsOf: URL(filePath: folder + "/anchors/reads"))
      #expect(entriesNow == entries && noteNow == note, comment)
    }
    for index in edge.indices {
      var changed = edge
      changed[index] ^= 1
      try tamper("tree") { write, tree throws(LMDBError) in
        try write.put(tree, Key("edge"), changed)
      }
      try expectUntouched("byte \(index)")
    }
    try tamper("tree") { write, tree throws(LMDBError) in
      _ = try write.delete(tree, Key("edge"))
    }
    try expectUntouched("no edge")
    try tamper("tree") { write, tree throws(LMDBError) in try write.put(tree, Key("edge"), edge) }
    try log.append(reading(3))
    #expect(try log.readings().head.size == 4)
  }

  @Test func `A note that lags is gone on from, one of another log is not`() throws {
    defer { remove() }
    let files = FileManager.default
    let (note, older) = (folder + "/anchors/reads", folder + "/older")
    for number in 0..<2 { try log.append(reading(number)) }
    try files.copyItem(atPath: note, toPath: older)
    for number in 2..<5 { try log.append(reading(number)) }
    try files.removeItem(atPath: note)
    try files.moveItem(atPath: older, toPath: note)
    try log.append(reading(5))
    try files.removeItem(atPath: note)
    try log.append(reading(6))
    #expect(try log.readings().head.size == 7)
    try files.createDirectory(atPath: folder + "/other", withIntermediateDirectories: false)
    let other = ReadLog(ledger: folder + "/other")
    for number in 10..<18 { try other.append(reading(number)) }
    try files.removeItem(atPath: folder + "/reads")
    try files.moveItem(atPath: folder + "/other/reads", toPath: folder + "/reads")
    expectRefused(7)
  }

  @Test func `Half a note of a process that ended is removed, that of another is not`() throws {
    defer { remove() }
    // No process has so large a number; the first one always lives.
    let (ended, living) = ("reads.2147483646.new", "reads.1.new")
    for name in [ended, living] { try Data().write(to: URL(filePath: "\(folder)/anchors/\(name)")) }
    try log.append(reading(0))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder + "/anchors")
    #expect(Set(left) == ["reads", living])
  }

  @Test func `Several threads note their readings one after another`() async throws {
    defer { remove() }
    let log = log
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        let reading = reading(number)
        group.addTask { try log.append(reading) }
      }
      try await group.waitForAll()
    }
    let (readings, head) = try log.readings()
    #expect(head.size == 20 && Set(readings.flatMap(\.about)).count == 20)
  }

  @Test func `What cannot be noted is said`() throws {
    defer { remove() }
    let nowhere = ReadLog(ledger: folder + "/nowhere")
    let error = #expect(throws: ReadLogError.self) { try nowhere.append(reading(1)) }
    #expect(error?.description.contains("nothing is shown") == true)
  }
}
