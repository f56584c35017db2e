import Foundation
import FuzzTargets

/// What a child has done and what it is trying now, in a file that both processes have in memory:
/// it outlives the child.
///
///     tried 8, accepted 8, length of the input 8, the input
final class Notes {
  private static let head = 24
  private static let size = head + 1 << 17

  private let bytes: UnsafeMutableRawBufferPointer

  init(_ path: String) throws {
    let file = open(path, O_RDWR | O_CREAT, 0o600)
    guard file >= 0, ftruncate(file, off_t(Self.size)) == 0,
      let start = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
      start != MAP_FAILED
    else { throw FuzzError(what: "\(path) cannot be mapped") }
    close(file)
    bytes = UnsafeMutableRawBufferPointer(start: start, count: Self.size)
  }

  deinit { munmap(bytes.baseAddress, bytes.count) }

  private(set) var tried: Int {
    get { bytes.load(fromByteOffset: 0, as: Int.self) }
    set { bytes.storeBytes(of: newValue, toByteOffset: 0, as: Int.self) }
  }

  private(set) var accepted: Int {
    get { bytes.load(fromByteOffset: 8, as: Int.self) }
    set { bytes.storeBytes(of: newValue, toByteOffset: 8, as: Int.self) }
  }

  /// The input that was tried last.
  var input: [UInt8] {
    let count = bytes.load(fromByteOffset: 16, as: Int.self)
    return Array(bytes[Self.head..<min(Self.head + count, Self.size)])
  }

  func begin(_ input: [UInt8]) {
    let count = min(input.count, Self.size - Self.head)
    bytes.storeBytes(of: count, toByteOffset: 16, as: Int.self)
    UnsafeMutableRawBufferPointer(rebasing: bytes[Self.head..<Self.head + count])
      .copyBytes(from: input[..<count])
    tried += 1
  }

  func end(isAccepted: Bool) { accepted += isAccepted ? 1 : 0 }
}
