/// The lines of the text files of transparency logs, read strictly: UTF-8, every line ended by a line
/// feed, no other control character.
enum LogText {
  static let maximumHashes = 63

  static func lines(_ bytes: [UInt8]) throws(LogTextError) -> [String] {
    guard bytes.last == UInt8(ascii: "\n") else { throw LogTextError(.noFinalLineBreak) }
    var lines: [String] = []
    for line in bytes.dropLast().split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      let number = lines.count + 1
      guard line.allSatisfy({ $0 >= 0x20 }) else {
        throw LogTextError(.controlCharacter, line: number)
      }
      guard let text = String(validating: line, as: UTF8.self) else {
        throw LogTextError(.notUTF8, line: number)
      }
      lines.append(text)
    }
    return lines
  }

  /// A number in decimal without sign and leading zeros, at most 2⁶³ − 1.
  static func number(_ text: some Collection<UInt8>) -> UInt64? {
    guard let first = text.first, text.count <= 19 else { return nil }
    guard first != UInt8(ascii: "0") || text.count == 1 else { return nil }
    var number: UInt64 = 0
    for digit in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + UInt64(digit - 48)
    }
    return number <= UInt64(Int64.max) ? number : nil
  }

  /// Splits `bytes` behind its first empty line: the lines before it, and all that follows.
  static func head(
    _ bytes: [UInt8]
  ) throws(LogTextError) -> (lines: [String], rest: ArraySlice<UInt8>) {
    let lineFeed = UInt8(ascii: "\n")
    var start = bytes.startIndex
    while start < bytes.endIndex, bytes[start] != lineFeed {
      guard let end = bytes[start...].firstIndex(of: lineFeed) else {
        throw LogTextError(.noFinalLineBreak)
      }
      start = end + 1
    }
    guard start < bytes.endIndex else { throw LogTextError(.noEmptyLine) }
    guard start > 0 else { throw LogTextError(.noText, line: 1) }
    return (try lines(Array(bytes[..<start])), bytes[(start + 1)...])
  }

  /// The hashes in `lines`, which begin with line `first` of their file.
  static func hashes(
    _ lines: some Collection<String>, first: Int
  ) throws(LogTextError) -> [Hash] {
    guard lines.count <= maximumHashes else {
      throw LogTextError(.tooManyHashes(maximum: maximumHashes))
    }
    var hashes: [Hash] = []
    for line in lines {
      guard let hash = Hash(base64: line) else {
        throw LogTextError(.hash, line: first + hashes.count)
      }
      hashes.append(hash)
    }
    return hashes
  }

  /// The number of a line `<word> <number>`.
  static func number(after word: String, in line: String) -> UInt64? {
    let head = "\(word) ".utf8
    guard line.utf8.starts(with: head) else { return nil }
    return number(line.utf8.dropFirst(head.count))
  }
}
