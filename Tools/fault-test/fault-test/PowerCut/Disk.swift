import Foundation

/// A disk below one directory: what is on it for good, and what is still on its way there.
///
/// The contents of a file are on their way until the file is synced, its name until its directory is.
/// Nothing else is promised by POSIX, and nothing else is assumed here.
struct Disk {
  /// A change that a power cut may lose, in whole or, of a write, in part.
  enum Pending {
    case bytes(file: Int, offset: Int, [UInt8])
    case size(file: Int, Int)
    case name(directory: Int, String, node: Int?)
    case move(from: Int, String, to: Int, String, node: Int)
  }

  private(set) var files: [Int: [UInt8]] = [:]
  private(set) var directories: [Int: [String: Int]] = [:]
  private(set) var pending: [Pending] = []
  /// What the names mean to running programs, whether or not that is on disk.
  private var names: [Int: [String: Int]] = [:]
  private var nodes: [UInt64: Int] = [:]
  private var next = 1

  static let root = 0

  /// An empty directory with this inode.
  init(root inode: UInt64) {
    directories[Disk.root] = [:]
    names[Disk.root] = [:]
    nodes[inode] = Disk.root
  }

  /// Takes an operation; what it makes durable is so afterwards.
  mutating func take(_ operation: Trace.Operation) {
    switch operation {
    case .write(let inode, let offset, let bytes, let isSynced):
      guard let file = nodes[inode] else { return }
      pending.append(.bytes(file: file, offset: offset, bytes))
      // A synced write takes along what was written to the same bytes before.
      if isSynced {
        settle { Disk.touches($0, file, offset..<offset + bytes.count) }
      }
    case .truncate(let inode, let size):
      if let file = nodes[inode] { pending.append(.size(file: file, size)) }
    case .sync(let inode):
      guard let node = nodes[inode] else { return }
      settle { Disk.concerns($0, node) }
    case .create, .rename, .remove:
      for change in changes(of: operation) {
        note(change)
        if case .create(_, _, let inode, _) = operation, case .name(_, _, let node?) = change {
          nodes[inode] = node
        }
      }
    case .answer, .ended: break
    }
  }

  /// The changes of an operation that is under way, which a power cut may find made or not.
  func underWay(_ operation: Trace.Operation) -> [Pending] {
    var later = self
    let before = pending.count
    switch operation {
    case .write(let inode, let offset, let bytes, _):
      return nodes[inode].map { [.bytes(file: $0, offset: offset, bytes)] } ?? []
    case .create, .rename, .remove, .truncate:
      later.take(operation)
      return Array(later.pending.dropFirst(before))
    case .sync, .answer, .ended: return []
    }
  }

  /// This disk with `changes` on it, in their order.
  func with(_ changes: [Pending]) -> Disk {
    var disk = self
    // New nodes have to be known whose creation is among the changes.
    for change in changes { disk.apply(change) }
    return disk
  }

  private mutating func changes(of operation: Trace.Operation) -> [Pending] {
    switch operation {
    case .create(let directory, let name, let inode, let kind):
      guard let parent = nodes[directory] else { return [] }
      if kind == .link, let node = nodes[inode] {
        return [.name(directory: parent, name, node: node)]
      }
      let node = next
      next += 1
      if kind == .directory {
        directories[node] = [:]
        names[node] = [:]
      } else {
        files[node] = []
      }
      return [.name(directory: parent, name, node: node)]
    case .rename(let from, let oldName, let to, let name):
      guard let source = nodes[from], let target = nodes[to], let node = names[source]?[oldName]
      else { return [] }
      return [.move(from: source, oldName, to: target, name, node: node)]
    case .remove(let directory, let name):
      return nodes[directory].map { [.name(directory: $0, name, node: nil)] } ?? []
    default: return []
    }
  }

  private mutating func note(_ change: Pending) {
    pending.append(change)
    Disk.rename(change, in: &names)
  }

  private mutating func settle(_ isMeant: (Pending) -> Bool) {
    for change in pending where isMeant(change) { apply(change) }
    pending.removeAll(where: isMeant)
  }

  private mutating func apply(_ change: Pending) {
    switch change {
    case .bytes(let file, let offset, let bytes):
      var old = files[file] ?? []
      files[file] = nil
      let end = offset + bytes.count
      if old.count < end { old += [UInt8](repeating: 0, count: end - old.count) }
      old.replaceSubrange(offset..<end, with: bytes)
      files[file] = old
    case .size(let file, let size):
      var old = files[file] ?? []
      old =
        size <= old.count
        ? Array(old.prefix(size)) : old + [UInt8](repeating: 0, count: size - old.count)
      files[file] = old
    case .name, .move: Disk.rename(change, in: &directories)
    }
  }

  private static func rename(_ change: Pending, in directories: inout [Int: [String: Int]]) {
    switch change {
    case .name(let directory, let name, let node): directories[directory]?[name] = node
    case .move(let from, let oldName, let to, let name, let node):
      if directories[from]?[oldName] == node { directories[from]?[oldName] = nil }
      directories[to]?[name] = node
    case .bytes, .size: break
    }
  }

  private static func touches(_ change: Pending, _ node: Int, _ range: Range<Int>) -> Bool {
    guard case .bytes(node, let offset, let bytes) = change else { return false }
    return range.overlaps(offset..<offset + bytes.count)
  }

  private static func concerns(_ change: Pending, _ node: Int) -> Bool {
    switch change {
    case .bytes(let file, _, _), .size(let file, _): file == node
    case .name(let directory, _, _): directory == node
    case .move(let from, _, let to, _, _): from == node || to == node
    }
  }

  /// Writes what is on the disk for good below the directory `path`.
  func materialize(at path: String, node: Int = root) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, child) in directories[node] ?? [:] {
      if let bytes = files[child] {
        try write(Data(bytes), to: "\(path)/\(name)")
        chmod("\(path)/\(name)", 0o600)
      } else {
        try materialize(at: "\(path)/\(name)", node: child)
      }
    }
  }

  /// The same for disks on which the same is for good.
  func digest(_ hasher: inout Hasher, node: Int = root) {
    for (name, child) in (directories[node] ?? [:]).sorted(by: { $0.key < $1.key }) {
      hasher.combine(name)
      if let bytes = files[child] {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
      } else {
        digest(&hasher, node: child)
      }
      hasher.combine(0)
    }
  }
}
