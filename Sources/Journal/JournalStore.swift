import LMDB
import TransparencyLog

/// The journal's LMDB environment: every byte of it, and nothing but it, is the truth.
///
///     records  u64be position                       → record
///     tree     u64be size when complete ‖ u8 height → 32 bytes, heights 8, 16, 24 …
///     state    "head" → Head.stored, "format" → u32be
///
/// All three are only written at their ends or in one place, so a durable commit never touches pages
/// at random. A node is stored once its last leaf is there, under that size, which keeps the keys
/// rising; leaf hashes are recomputed from the records.
struct JournalStore: Sendable {
  static let format: UInt32 = 1
  static let nodeHeight = 8

  let environment: Environment
  let records: Database
  let tree: Database
  let state: Database

  private static let head = Key("head")
  private static let formatKey = Key("format")

  static func create(at path: String, options: EnvironmentOptions) throws(LMDBError) {
    try Environment.create(at: path, options: options) { environment throws(LMDBError) in
      let store = try JournalStore(environment)
      var transaction = try WriteTransaction(environment)
      var format: [UInt8] = []
      format.append(bigEndian: JournalStore.format)
      try transaction.put(store.state, formatKey, format)
      try transaction.put(store.state, head, Head.empty.stored)
      try transaction.commit()
    }
  }

  init(_ environment: Environment) throws(LMDBError) {
    self.environment = environment
    state = try environment.database("state")
    records = try environment.database("records")
    tree = try environment.database("tree")
  }

  /// Opens the journal's environment; its format is read before anything else is looked for.
  init(opening path: String, options: EnvironmentOptions) throws(JournalError) {
    do {
      let environment = try Environment(opening: path, options: options)
      try JournalStore.checkFormat(
        environment, try environment.database("state"), path: FileSystem.parent(of: path))
      try self.init(environment)
    } catch let error as LMDBError {
      if case .missing = error { throw .missing(path: FileSystem.parent(of: path)) }
      throw .storage(error)
    } catch let error as JournalError {
      throw error
    } catch {
      throw .damaged(position: 0, reason: "\(error)")
    }
  }

  private static func checkFormat(
    _ environment: Environment, _ state: Database, path: String
  ) throws(JournalError) {
    let found = try format(environment, state)
    guard found <= JournalStore.format else {
      throw .newerFormat(path: path, found: found, known: JournalStore.format)
    }
  }

  private static func format(
    _ environment: Environment, _ state: Database
  ) throws(JournalError) -> UInt32 {
    do throws(LMDBError) {
      let transaction = try ReadTransaction(environment)
      if let value = try transaction.value(state, JournalStore.formatKey), value.byteCount == 4 {
        return value.withUnsafeBytes { $0.bigEndian(at: 0) }
      }
    } catch {
      throw .storage(error)
    }
    throw .unreadable(
      path: environment.path, reason: "the journal does not say which format it has")
  }

  func head(_ transaction: borrowing ReadTransaction) throws(JournalError) -> Head {
    do throws(LMDBError) {
      if let value = try transaction.value(state, JournalStore.head),
        let head = value.withUnsafeBytes({ Head(stored: $0) })
      {
        return head
      }
    } catch {
      throw .storage(error)
    }
    throw .unreadable(path: environment.path, reason: "the journal's head cannot be read")
  }

  func head(_ transaction: borrowing WriteTransaction) throws(JournalError) -> Head {
    do throws(LMDBError) {
      if let value = try transaction.value(state, JournalStore.head),
        let head = value.withUnsafeBytes({ Head(stored: $0) })
      {
        return head
      }
    } catch {
      throw .storage(error)
    }
    throw .unreadable(path: environment.path, reason: "the journal's head cannot be read")
  }

  /// Writes records that already carry their numbers, and moves `head` past them.
  func append(
    _ batch: borrowing PendingRecords, to transaction: inout WriteTransaction, head: inout Head
  ) throws(LMDBError) {
    let leaves = try put(batch, at: head.size, in: &transaction)
    var nodes: [(key: Key, hash: Hash)] = []
    for leaf in leaves {
      head.edge.append(leaf: leaf) { height, index, hash in
        if height % JournalStore.nodeHeight == 0 {
          nodes.append((JournalStore.nodeKey(height: height, index: index), hash))
        }
      }
    }
    if !nodes.isEmpty {
      var appender = try transaction.appender(tree)
      for node in nodes {
        let failure: LMDBError? = node.hash.withUnsafeBytes { bytes in
          do throws(LMDBError) {
            try appender.append(node.key, bytes)
            return nil
          } catch {
            return error
          }
        }
        if let failure { throw failure }
      }
    }
    head.root = head.edge.root
    try transaction.put(state, JournalStore.head, head.stored)
  }

  /// Puts the records from `start` on, and gives their hashes as leaves.
  private func put(
    _ batch: borrowing PendingRecords, at start: UInt64, in transaction: inout WriteTransaction
  ) throws(LMDBError) -> [Hash] {
    var appender = try transaction.appender(records)
    let result: Result<[Hash], LMDBError> = batch.withRecords { bytes, starts in
      var failure: LMDBError?
      let hashes = LeafHashing.hashes(of: bytes, starts: starts) {
        do throws(LMDBError) {
          for index in 0..<starts.count - 1 {
            let record = UnsafeRawBufferPointer(rebasing: bytes[starts[index]..<starts[index + 1]])
            try appender.append(Key(start + UInt64(index)), record)
          }
        } catch {
          failure = error
        }
      }
      return failure.map { .failure($0) } ?? .success(hashes)
    }
    return try result.get()
  }

  /// How many nodes are stored for `size` records.
  static func nodeCount(at size: UInt64) -> Int {
    stride(from: UInt64(nodeHeight), to: 64, by: nodeHeight).reduce(0) { $0 + Int(size >> $1) }
  }

  /// Node (height, index) is complete at size (index + 1) · 2^height.
  static func nodeKey(height: Int, index: UInt64) -> Key {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: (index + 1) << UInt64(height))
    bytes.append(UInt8(height))
    return Key(bytes)
  }
}
