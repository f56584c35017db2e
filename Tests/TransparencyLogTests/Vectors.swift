import Foundation

@testable import TransparencyLog

/// The vectors in `Vectors/merkle-vectors.json`; where they come from stands there.
struct Vectors: Decodable {
  struct Primitives: Decodable {
    struct Case: Decodable {
      let name: String
      let hash: String?
      let dataHex: String?
      let leftHex: String?
      let rightHex: String?
    }
    let cases: [Case]
  }
  struct ReferenceTree: Decodable {
    let leafInputsHex: [String]
    let levels: [[String]]
    let rootsBySize: [String]
    let compactRangeBySize: [String: [String]]
  }
  struct Inclusion: Decodable {
    let why: String?
    let index: UInt64
    let size: UInt64
    let leafHash: String?
    let root: String?
    let proof: [String]
  }
  struct Consistency: Decodable {
    let why: String?
    let old: UInt64
    let new: UInt64
    let oldRoot: String?
    let newRoot: String?
    let proof: [String]
  }
  struct Cases<Case: Decodable>: Decodable { let cases: [Case] }
  struct MustFail: Decodable {
    let inclusion: [Inclusion]
    let consistency: [Consistency]
  }
  struct Note: Decodable {
    let name: String
    let skey: String?
    let vkey: String?
    let vkeys: [String]?
    let note: String?
    let keyId: String?
    let textLineCount: Int?
  }
  struct BadKey: Decodable {
    let vkey: String
    let why: String
  }
  struct Notes: Decodable {
    let cases: [Note]
    let badVkeys: [BadKey]
  }
  struct CheckpointCase: Decodable {
    let name: String
    let vkey: String?
    let skey: String?
    let seedHex: String?
    let checkpoint: String?
    let keyIds: [String]?
    let cosignatureTimestamp: UInt64?
    let oldCheckpoint: String?
    let newCheckpoint: String?
    let proof: [String]?
  }
  struct Witness: Decodable {
    struct Request: Decodable {
      let status: Int
      let body: String
    }
    let logVkey: String
    let requests: [Request]
  }
  struct SmallLog: Decodable {
    enum CodingKeys: String, CodingKey {
      case skey, vkey
      case entries = "entriesUtf8"
      case checkpoints = "checkpointsBySize"
      case hashes15 = "tile/0/000.p/15Hex"
      case entries15 = "tile/entries/000.p/15Hex"
      case hashes3 = "tile/0/000.p/3Hex"
      case entries3 = "tile/entries/000.p/3Hex"
    }
    let skey: String
    let vkey: String
    let entries: [String]
    let checkpoints: [String]
    let hashes15: String
    let entries15: String
    let hashes3: String
    let entries3: String
  }
  struct CosignatureCase: Decodable {
    let witnessSeedHex: String
    let witnessVkey: String
    let signedMessageUtf8: String
    let checkpointWithCosignature: String
  }
  struct ProofFile: Decodable {
    let name: String
    let entryHex: String
    let witnessVkey: String?
    let file: String
  }
  struct LargeLog: Decodable {
    struct Tiles: Decodable {
      let level: Int
      let full: Int
      let partialWidth: Int
    }
    struct File: Decodable {
      let bytes: Int
      let sha256: String
    }
    enum CodingKeys: String, CodingKey {
      case tiles = "tilesForSize70000"
      case roots = "rootsBySize"
      case files, inclusion, consistency
    }
    let tiles: [Tiles]
    let roots: [String: String]
    let files: [String: File]
    let inclusion: [Inclusion]
    let consistency: [Consistency]
  }
  struct TilePaths: Decodable {
    struct Case: Decodable {
      let level: Level
      let index: UInt64
      let width: Int
      let path: String
    }
    /// A number, or the word "entries".
    struct Level: Decodable {
      let content: Tile.Content
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        content =
          if let level = try? container.decode(Int.self) { .hashes(level: level) } else { .entries }
      }
    }
    let cases: [Case]
    let invalid: [String]
  }
  struct Ed25519: Decodable {
    let seed: String
    let `public`: String
    let messageHex: String
    let signature: String
  }

  let primitives: Primitives
  let referenceTree: ReferenceTree
  let inclusionProofs: Cases<Inclusion>
  let consistencyProofs: Cases<Consistency>
  let mustFail: MustFail
  let signedNotes: Notes
  let checkpoints: [CheckpointCase]
  let witnessAddCheckpoint: Witness
  let tlogTilesSmallLog: SmallLog
  let cosignatureV1: CosignatureCase
  let tlogProofFiles: Cases<ProofFile>
  let tlogTiles70000: LargeLog
  let tilePaths: TilePaths
  let ed25519: Cases<Ed25519>

  static func read() throws -> Vectors {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .custom { path in
      let words = path[path.count - 1].stringValue.split(
        separator: "_", omittingEmptySubsequences: false)
      return Key(
        stringValue: words.dropFirst().reduce(String(words[0])) { $0 + Vectors.raised($1) })
    }
    return try decoder.decode(
      Vectors.self,
      from: Data(contentsOf: folder.appending(path: "Vectors/merkle-vectors.json")))
  }

  private static func raised(_ word: Substring) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// The bytes that a hexadecimal text stands for.
func bytes(hexadecimal text: String) -> [UInt8] {
  let digits = Array(text)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
    UInt8(String(digits[$0...($0 + 1)]), radix: 16)
  }
}

func hash(hexadecimal text: String) throws -> Hash {
  struct NoHash: Error { let text: String }
  guard let hash = Hash(bytes: bytes(hexadecimal: text)) else { throw NoHash(text: text) }
  return hash
}
