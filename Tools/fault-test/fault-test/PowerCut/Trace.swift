import Foundation
import Trials

/// What a process changed on disk, in order, as the shim recorded it.
struct Trace {
  /// A change; files and directories are named by their inodes.
  enum Operation {
    case write(inode: UInt64, offset: Int, bytes: [UInt8], isSynced: Bool)
    case truncate(inode: UInt64, size: Int)
    case sync(inode: UInt64)
    case create(directory: UInt64, name: String, inode: UInt64, kind: Kind)
    case rename(from: UInt64, oldName: String, to: UInt64, name: String)
    case remove(directory: UInt64, name: String)
    /// The program wrote this to its standard output.
    case answer(String)
    /// Between two commands of a story.
    case ended
  }

  enum Kind: UInt8 {
    case file, directory, link
  }

  private(set) var operations: [Operation] = []

  /// Reads a file of the form that Tools/shim/shim.c writes: op, flag, length of a name 2, of data 4,
  /// and two numbers of 8, in the order of the machine; then name and data.
  init(_ path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(text: "no trace at \(path)")
    }
    try data.withUnsafeBytes { bytes in
      var at = 0
      while at + 24 <= bytes.count {
        let names = Int(bytes.loadUnaligned(fromByteOffset: at + 2, as: UInt16.self))
        let size = Int(bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self))
        let first = bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
        let second = bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self)
        let start = at + 24
        let end = start + names + size
        guard end <= bytes.count else { throw Failure(text: "the trace ends within a record") }
        let name = String(decoding: bytes[start..<start + names], as: UTF8.self)
        let data = bytes[start + names..<end]
        operations.append(
          try Trace.operation(
            Character(UnicodeScalar(bytes[at])), bytes[at + 1], first, second, name, data))
        at = end
      }
    }
  }

  private static func operation(
    _ op: Character, _ flag: UInt8, _ first: UInt64, _ second: UInt64, _ name: String,
    _ data: Slice<UnsafeRawBufferPointer>
  ) throws -> Operation {
    switch op {
    case "W":
      return .write(
        inode: first, offset: Int(second), bytes: Array(data), isSynced: flag != 0)
    case "T": return .truncate(inode: first, size: Int(second))
    case "S": return .sync(inode: first)
    case "C":
      return .create(
        directory: first, name: name, inode: second, kind: Kind(rawValue: flag) ?? .file)
    case "R":
      let old = String(decoding: data, as: UTF8.self)
      return .rename(from: first, oldName: old, to: second, name: name)
    case "U": return .remove(directory: first, name: name)
    case "A": return .answer(String(decoding: data, as: UTF8.self))
    case "E": return .ended
    default: throw Failure(text: "the trace has an unknown record \(op)")
    }
  }

  /// Marks the end of a command in the file of a trace.
  static func markEnd(_ path: String) throws {
    guard let handle = FileHandle(forWritingAtPath: path) else { return }
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: [UInt8(ascii: "E")] + [UInt8](repeating: 0, count: 23))
  }
}
