import Foundation
import Printing
package import TransparencyLog

/// A public key on the command line: its text, or a file that holds keys, one a line.
package enum KeyInput {
  package static func keys(_ texts: [String]) throws -> [VerifierKey] {
    var keys: [VerifierKey] = []
    for text in texts {
      guard text.utf8.contains(UInt8(ascii: "+")) else {
        for line in String(decoding: try InputFile.bytes(of: text), as: UTF8.self)
          .split(separator: "\n")
        {
          keys.append(try key(String(line)))
        }
        continue
      }
      keys.append(try key(text))
    }
    return keys
  }

  package static func witness(_ text: String) throws -> VerifierKey {
    let key = try key(text)
    guard key.kind == .cosignature else {
      throw Failure(.badInput, "\(key.name) is the key of a log; a witness's key is of type 4")
    }
    return key
  }

  private static func key(_ text: String) throws -> VerifierKey {
    do throws(KeyError) {
      return try VerifierKey(text)
    } catch {
      throw Failure(.badInput, "\"\(text.printable())\" is no key: \(error)")
    }
  }
}
