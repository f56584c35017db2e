/// Why the text of a note, a checkpoint or a proof cannot be read, and in which line.
package struct LogTextError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case tooLong(maximum: Int)
    case noFinalLineBreak
    case controlCharacter
    case notUTF8
    case noEmptyLine
    case noText
    case noSignature
    case tooManySignatures(maximum: Int)
    case signatureLine
    case origin
    case size
    case root
    case hash
    case tooManyHashes(maximum: Int)
    /// A line that is not the one that stands at this place.
    case expected(String)
  }

  package let reason: Reason
  /// Counted from 1.
  package let line: Int?

  init(_ reason: Reason, line: Int? = nil) {
    self.reason = reason
    self.line = line
  }

  /// The same of a text that begins after `lines` lines of its file.
  func moved(by lines: Int) -> LogTextError { LogTextError(reason, line: line.map { $0 + lines }) }
}

extension LogTextError: CustomStringConvertible {
  package var description: String {
    (line.map { "line \($0): " } ?? "") + reason.description
  }
}

extension LogTextError.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong(let maximum): "it has more than \(maximum) bytes"
    case .noFinalLineBreak: "the last line has no end; the file was cut off"
    case .controlCharacter: "a control character; lines end with a line feed alone"
    case .notUTF8: "not UTF-8"
    case .noEmptyLine: "the empty line before the signatures is missing"
    case .noText: "there is no text before the empty line"
    case .noSignature: "there is no signature after the empty line"
    case .tooManySignatures(let maximum): "more than \(maximum) signatures"
    case .signatureLine: "no signature line; one is written — <key name> <base64>"
    case .origin: "the origin of a checkpoint is not empty"
    case .size: "no size; one is written in decimal without sign and leading zeros"
    case .root: "no root; one is written as 44 characters of base64"
    case .hash: "no hash; one is written as 44 characters of base64"
    case .tooManyHashes(let maximum): "more than \(maximum) hashes"
    case .expected(let text): "here stands \(text)"
    }
  }
}
