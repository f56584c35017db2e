import Foundation
import Printing

extension [UInt8] {
  /// Standard base64 with padding.
  var base64: String { Data(self).base64EncodedString() }
}
