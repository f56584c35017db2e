import Audit
import TransparencyLog

extension Target {
  /// The log whose key signed the bundle in the corpus.
  private static let bundleKey =
    "f/kontor/dd7ff0ba+81379295+AcYqVe7EHY0vztm64wB4IyHf9MjsL7CEsdmKAJjNpwHK"

  static func bundle(_ input: [UInt8]) -> Bool {
    if let file = try? BundleFile(input) {
      precondition(file.bytes == input, "a bundle changes on the way")
    }
    return verify(input)
  }

  /// The input with a table of contents that fits, as somebody would make it who knows the form.
  static func parts(_ input: [UInt8]) -> Bool { verify(repaired(input)) }

  private static func verify(_ bytes: [UInt8]) -> Bool {
    let keys = (try? VerifierKey(bundleKey)).map { [$0] } ?? []
    let verification = BundleVerification(bytes, keys: keys)
    precondition(
      verification.findings.map(\.check) == BundleFinding.Check.allCases, "a check was left out")
    return verification.bundle != nil
  }

  /// Takes names and lengths from the table as far as it can be read, and cuts what follows by them.
  private static func repaired(_ input: [UInt8]) -> [UInt8] {
    let table = input.firstRange(of: [0x0A, 0x0A])
    var rest = input[(table?.upperBound ?? 0)...]
    let lines = input[..<(table?.lowerBound ?? 0)].split(separator: 0x0A).dropFirst()
    var parts: [BundleFile.Part] = []
    for line in lines.prefix(20) {
      let words = line.split(separator: 0x20)
      guard let name = words.first else { continue }
      let count = words.dropFirst().first.flatMap { Int(text(Array($0))) } ?? 0
      // The last one takes what is there.
      let bytes = parts.count + 1 == lines.count ? rest : rest.prefix(max(0, count))
      rest = rest.dropFirst(bytes.count)
      parts.append(.init(name: text(Array(name)), bytes: Array(bytes)))
    }
    return BundleFile(parts).bytes
  }

  static func statementText(of bundle: [UInt8]) throws -> [UInt8] {
    Array(try EvidenceBundle(bundle).statement.utf8)
  }
}
