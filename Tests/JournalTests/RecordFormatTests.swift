import CChecksum
import Foundation
import Testing

@testable import Journal

@Suite struct RecordFormatTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func crc(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { kontor_crc32c(0, $0.baseAddress, $0.count) }
  }

  /// RFC 3720, appendix B.4.
  @Test func `CRC-32C gives the published values`() {
    #expect(crc([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(crc([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(crc(Array(0...31)) == 0x46DD_794E)
    #expect(crc(Array(0...31).reversed()) == 0x113F_DB5C)
    #expect(crc(Array("123456789".utf8)) == 0xE306_9283)
    #expect(crc([]) == 0)
  }

  @Test func `The processor's CRC-32C is that of the table, at every length and in pieces`() {
    var random = SeededRandom(seed: 11)
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let cut = Int.random(in: 0...length, using: &random)
      bytes.withUnsafeBytes { bytes in
        let whole = kontor_crc32c_table(0, bytes.baseAddress, bytes.count)
        #expect(kontor_crc32c(0, bytes.baseAddress, bytes.count) == whole)
        guard let start = bytes.baseAddress else { return }
        let first = kontor_crc32c(0, start, cut)
        #expect(kontor_crc32c(first, start + cut, bytes.count - cut) == whole)
      }
    }
  }

  @Test func `A record is the message of the schema, as protoc reads it`() throws {
    let ledger = TemporaryLedger()
    let record = try ledger.use { journal throws in
      try journal.append([testRecord("first"), testRecord("x", on: "account/süd")])
      try journal.append([
        NewRecord(
          subject: "account/süd", source: "urn:kasse", id: "b-1",
          time: .init(occurred: -1_000_000, businessDay: 19_691_231, precision: 1), type: 305,
          payload: [],
          provenance: .init(
            actor: "kam-1", correlationID: "c-1", causationID: "c-0",
            attributes: [("ort", "Köln"), ("weg", "")]))
      ])
      return try journal.record(at: 2)
    }
    let file = ledger.path + "/record"
    try Data(record).write(to: URL(fileURLWithPath: file))
    let schemas = Self.root.appendingPathComponent("Schemas").path
    let output = try shell(
      "command -v protoc > /dev/null || { echo missing; exit; }; "
        + "protoc --decode=kontor.ledger.v1.Record -I '\(schemas)' kontor/ledger/v1/record.proto"
        + " < '\(file)'")
    if output.hasPrefix("missing") {
      print("skipped: protoc is not installed")
      return
    }
    let header = record.withUnsafeBytes { RecordHeader($0) }
    #expect(header.position == 2 && header.occurred == -1_000_000 && header.stream == 1)
    #expect(header.revision == 1 && header.type == 305 && header.businessDay == 19_691_231)
    let wanted = """
      position: 2
      recorded: \(header.recorded)
      occurred: -1000000
      stream: 1
      revision: 1
      type: 305
      business_day: 19691231
      check: \(header.check)
      precision: \(output.contains("precision: ") ? precision(output) : "?")
      subject: "account/s\\303\\274d"
      source: "urn:kasse"
      id: "b-1"
      actor: "kam-1"
      correlation_id: "c-1"
      causation_id: "c-0"
      extension {
        name: "ort"
        value: "K\\303\\266ln"
      }
      extension {
        name: "weg"
      }
      visit_recorded {
      }

      """
    #expect(output == wanted)
  }

  private func precision(_ output: String) -> String {
    let line = output.split(separator: "\n").first { $0.hasPrefix("precision: ") }
    return String(line?.dropFirst("precision: ".count) ?? "")
  }

  @Test func `The root can be computed from the records with nothing but Python`() throws {
    guard try shell("command -v python3 || echo missing") != "missing\n" else {
      print("skipped: python3 is not installed")
      return
    }
    let ledger = TemporaryLedger()
    let script = Self.root.appendingPathComponent("Schemas/storage/root.py").path
    let file = ledger.path + "/records"
    try ledger.use { journal throws in
      for size in [0, 1, 2, 3, 255, 256, 257, 700] {
        let have = Int(try journal.head().size)
        if size > have { try journal.append((have..<size).map { testRecord("e\($0)") }) }
        var bytes: [UInt8] = []
        for record in try journal.allRecords() {
          bytes.append(bigEndian: UInt32(record.count))
          bytes += record
        }
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        let root = try journal.head().root
        #expect(try shell("python3 '\(script)' < '\(file)'") == "\(root)\n", "size \(size)")
      }
    }
  }

  private func shell(_ command: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
