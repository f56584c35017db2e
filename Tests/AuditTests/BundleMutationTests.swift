import Journal
import Ledger
import Projections
import Testing
import TransparencyLog

@testable import Audit

/// Single bytes of a bundle changed, with the table of contents as it was and made to fit: every change is
/// found, and nothing but the original is called healthy.
@Suite struct BundleMutationTests {
  private let bytes: [UInt8]
  private let keys: [VerifierKey]

  init() throws {
    let firm = try RandomFirm(seed: 21, months: 2)
    let making = try BundleMaking(firm.ledger.journal, try firm.checkpoint())
    let id = try #require(try firm.statements().last).document.id
    bytes = try making.bundle(of: id).file.bytes
    keys = [try RandomFirm.key.get().verifier]
  }

  private func verdict(_ bytes: [UInt8]) -> BundleFinding.Result {
    BundleVerification(bytes, keys: keys).verdict
  }

  @Test func `The bundle itself is healthy`() { #expect(verdict(bytes) == .holds) }

  /// A wrong byte anywhere in the table, and at seeded places in the parts.
  @Test func `Any byte that changes is found`() throws {
    var dice = Dice(seed: 22)
    let table = try #require(bytes.firstRange(of: Array("\n\n".utf8))).upperBound
    var places = Array(0..<table)
    places += (0..<200).map { _ in Int.random(in: table..<bytes.count, using: &dice) }
    for place in places {
      var changed = bytes
      changed[place] ^= UInt8.random(in: 1...255, using: &dice)
      #expect(verdict(changed) == .fails, "byte \(place), seed 22")
    }
  }

  /// The same by somebody who knows the form: the digests in the table fit again.
  @Test func `Any byte that changes is found when the table is made to fit`() throws {
    var dice = Dice(seed: 23)
    let file = try BundleFile(bytes)
    for (index, part) in file.parts.enumerated() where !part.bytes.isEmpty {
      var places = (0..<20).map { _ in Int.random(in: 0..<part.bytes.count, using: &dice) }
      places += [0, 1, 3, 4, part.bytes.count - 1].filter { $0 < part.bytes.count }
      for place in places {
        var content = part.bytes
        content[place] ^= UInt8.random(in: 1...255, using: &dice)
        var parts = file.parts
        parts[index] = BundleFile.Part(name: part.name, bytes: content)
        #expect(
          verdict(BundleFile(parts).bytes) != .holds, "\(part.name), byte \(place), seed 23")
      }
    }
  }

  @Test func `Each bit of a checkpoint and of each proof counts`() throws {
    let file = try BundleFile(bytes)
    for name in [EvidenceBundle.checkpointPart, EvidenceBundle.consistencyPart] {
      let index = try #require(file.parts.firstIndex { $0.name == name })
      for place in file.parts[index].bytes.indices {
        var content = file.parts[index].bytes
        content[place] ^= 1 << UInt8(place % 8)
        var parts = file.parts
        parts[index] = BundleFile.Part(name: name, bytes: content)
        #expect(verdict(BundleFile(parts).bytes) != .holds, "\(name), byte \(place)")
      }
    }
  }

  @Test func `A bundle cut short, lengthened or put together otherwise is refused`() throws {
    for count in stride(from: 0, to: bytes.count, by: 97) {
      #expect(verdict(Array(bytes[..<count])) == .fails, "cut to \(count) bytes")
    }
    #expect(verdict(bytes + [0]) == .fails)
    #expect(verdict(bytes + bytes) == .fails)
    let parts = try BundleFile(bytes).parts
    for index in parts.indices {
      var fewer = parts
      fewer.remove(at: index)
      #expect(verdict(BundleFile(fewer).bytes) == .fails, "without \(parts[index].name)")
      var emptied = parts
      emptied[index] = BundleFile.Part(name: parts[index].name, bytes: [])
      if !parts[index].bytes.isEmpty {
        #expect(verdict(BundleFile(emptied).bytes) == .fails, "emptied \(parts[index].name)")
      }
      guard index > 0 else { continue }
      var swapped = parts
      swapped.swapAt(index, index - 1)
      #expect(verdict(BundleFile(swapped).bytes) == .fails, "swapped at \(parts[index].name)")
    }
    #expect(verdict(BundleFile(parts + [parts[0]]).bytes) == .fails)
    let other = BundleFile.Part(name: "remarks", bytes: Array("gut".utf8))
    #expect(verdict(BundleFile(parts + [other]).bytes) == .fails)
  }

  @Test func `Records swapped or given twice are refused`() throws {
    let bundle = try EvidenceBundle(bytes)
    for index in bundle.records.indices.dropFirst() {
      var records = bundle.records
      records.swapAt(index, index - 1)
      #expect(verdict(bundle.with(records: records).file.bytes) == .fails, "record \(index)")
    }
    let twice = [bundle.records[0]] + bundle.records
    #expect(verdict(bundle.with(records: twice).file.bytes) == .fails)
  }

  @Test(arguments: UInt64(24)...26)
  func `Bytes that are no bundle never do harm`(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    let file = try BundleFile(bytes)
    for _ in 0..<120 {
      var parts = file.parts
      for _ in 0..<Int.random(in: 1...3, using: &dice) {
        let index = Int.random(in: parts.indices, using: &dice)
        var content = parts[index].bytes
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: content.shuffle(using: &dice)
        case 1: content = Array(content.prefix(Int.random(in: 0...content.count, using: &dice)))
        case 2: content += (0..<40).map { _ in UInt8.random(in: 0...255, using: &dice) }
        default:
          for _ in 0..<4 where !content.isEmpty {
            content[Int.random(in: content.indices, using: &dice)] = .random(
              in: 0...255, using: &dice)
          }
        }
        parts[index] = BundleFile.Part(name: parts[index].name, bytes: content)
      }
      guard parts != file.parts else { continue }
      #expect(verdict(BundleFile(parts).bytes) != .holds, "seed \(seed)")
    }
  }
}
