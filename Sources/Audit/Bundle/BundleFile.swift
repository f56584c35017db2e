import TransparencyLog

/// The outer form of an evidence bundle: named parts, and nothing else.
///
///     kontor-bundle/1
///     <name> <bytes> <SHA-256 in hexadecimal>      a line for each part
///
///     the bytes of the parts, one after another
///
/// There is one form for the same parts: whatever can be read is what ``bytes`` writes.
package struct BundleFile: Equatable, Sendable {
  package struct Part: Equatable, Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  package let parts: [Part]

  package static let magic = "kontor-bundle/1"
  static let maximumParts = 1_000
  static let maximumNameBytes = 200
  static let maximumLineBytes = 300

  package init(_ parts: [Part]) { self.parts = parts }

  package subscript(name: String) -> [UInt8]? { parts.first { $0.name == name }?.bytes }

  package var bytes: [UInt8] {
    var text = BundleFile.magic + "\n"
    for part in parts {
      let digest = part.bytes.withUnsafeBytes { Hash.of($0).hexadecimal }
      text += "\(part.name) \(part.bytes.count) \(digest)\n"
    }
    var bytes = Array((text + "\n").utf8)
    for part in parts { bytes += part.bytes }
    return bytes
  }

  /// Reads a bundle; no bytes, whatever they are, do more than be refused.
  package init(_ bytes: [UInt8]) throws(BundleError) {
    var lines = BundleLines(bytes)
    guard try lines.next() == BundleFile.magic else { throw .notABundle }
    var entries: [(name: String, count: Int, digest: String)] = []
    while let line = try lines.next(), !line.isEmpty {
      guard entries.count < BundleFile.maximumParts else {
        throw .contents(line: lines.number, "it lists more than \(BundleFile.maximumParts) parts")
      }
      entries.append(try BundleFile.entry(line, lines.number))
      guard !entries.dropLast().contains(where: { $0.name == entries[entries.count - 1].name })
      else { throw .contents(line: lines.number, "the part is listed twice") }
    }
    var parts: [Part] = []
    var offset = lines.offset
    for entry in entries {
      guard entry.count <= bytes.count - offset else {
        throw .truncated(part: entry.name, missing: entry.count - (bytes.count - offset))
      }
      let content = Array(bytes[offset..<offset + entry.count])
      guard content.withUnsafeBytes({ Hash.of($0).hexadecimal }) == entry.digest else {
        throw .partChanged(entry.name)
      }
      parts.append(Part(name: entry.name, bytes: content))
      offset += entry.count
    }
    guard offset == bytes.count else { throw .trailing(bytes.count - offset) }
    self.parts = parts
  }

  private static func entry(
    _ line: String, _ number: Int
  ) throws(BundleError) -> (name: String, count: Int, digest: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3 else {
      throw .contents(line: number, "it is not a name, a number of bytes and a digest")
    }
    guard isName(words[0]) else { throw .contents(line: number, "the name is none of a part") }
    guard let count = Int(words[1]), count >= 0, "\(count)" == words[1] else {
      throw .contents(line: number, "the number of bytes is none")
    }
    guard Hash(hexadecimal: String(words[2])) != nil else {
      throw .contents(line: number, "the digest is no SHA-256 in hexadecimal")
    }
    return (String(words[0]), count, String(words[2]))
  }

  private static func isName(_ name: Substring) -> Bool {
    !name.isEmpty && name.utf8.count <= maximumNameBytes
      && name.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}

/// The lines at the beginning of a file, each ended by a line feed.
private struct BundleLines {
  private let bytes: [UInt8]
  private(set) var offset = 0
  private(set) var number = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() throws(BundleError) -> String? {
    number += 1
    let limit = min(bytes.count, offset + BundleFile.maximumLineBytes)
    guard let end = bytes[offset..<limit].firstIndex(of: UInt8(ascii: "\n")) else {
      if number == 1 { throw .notABundle }
      throw .contents(line: number, "the line has no end")
    }
    let line = bytes[offset..<end]
    guard line.allSatisfy({ 0x20...0x7E ~= $0 }) else {
      if number == 1 { throw .notABundle }
      throw .contents(line: number, "it has bytes that are no printable ASCII")
    }
    offset = end + 1
    return String(decoding: line, as: UTF8.self)
  }
}
