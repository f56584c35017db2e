import LMDB
import TransparencyLog

extension IndexRuns {
  /// Writes the tail as a new run and moves the watermark to its end.
  ///
  /// What another process has put into a run since is left out. Returns whether the runs now hold
  /// everything up to the end of the tail; `root` is the journal's root there.
  func flush(_ tail: IndexTail, root: Hash) throws(LMDBError) -> Bool {
    var transaction = try WriteTransaction(environment)
    guard var manifest = try manifest(transaction) else { return false }
    guard manifest.watermark >= tail.start else { return false }
    guard manifest.watermark < tail.end else { return true }
    let skipped = Int(manifest.watermark - tail.start)
    let identityEntries = tail.identities[skipped...].sorted { $0 < $1 }
    let streamEntries = tail.streams[skipped...].sorted { $0 < $1 }
    let run = manifest.nextRun
    try requireNothing(of: run, transaction)
    var filter = RunFilter.make(count: identityEntries.count)
    for entry in identityEntries { RunFilter.insert(entry.hash, into: &filter) }
    RunFilter.seal(&filter, run: run)
    try write(identityEntries, run, identities, &transaction)
    try write(streamEntries, run, streams, &transaction)
    try transaction.put(filters, IndexRuns.runKey(run), filter)
    for (name, state) in tail.touched {
      try transaction.putChecked(names, Key(name), state.stored)
    }
    manifest.nextRun += 1
    manifest.runs.append(.init(number: run, level: 0, count: UInt64(identityEntries.count)))
    manifest.watermark = tail.end
    manifest.root = root
    try transaction.putChecked(state, IndexRuns.manifestKey, manifest.stored)
    try transaction.commit()
    return true
  }

  /// Forgets everything, for a journal that is not the one the index was made from.
  func clear() throws(LMDBError) {
    var transaction = try WriteTransaction(environment)
    for database in [identities, streams, filters, names, state] {
      try transaction.empty(database)
    }
    try transaction.putChecked(state, IndexRuns.manifestKey, Manifest().stored)
    try transaction.commit()
  }

  /// Merges runs of one level into one of the next, if there are enough; returns whether it did.
  ///
  /// The new run is written under a number noted as a leftover, so that a crash leaves blocks that
  /// the next call removes, and the manifest changes in one transaction.
  func mergeIfDue() throws(LMDBError) -> Bool {
    try removeLeftovers()
    var begin = try WriteTransaction(environment)
    guard var plan = try manifest(begin) else { return false }
    let sources = plan.due(factor: limits.mergeFactor)
    guard !sources.isEmpty else { return false }
    let target = plan.nextRun
    try requireNothing(of: target, begin)
    plan.nextRun += 1
    plan.leftovers.append(target)
    try begin.putChecked(state, IndexRuns.manifestKey, plan.stored)
    try begin.commit()

    let numbers = sources.map(\.number)
    let count = sources.reduce(0) { $0 + $1.count }
    var filter = RunFilter.make(count: Int(count))
    let merged = try merge(identities, numbers, into: target, as: IdentityEntry.self) {
      RunFilter.insert($0.hash, into: &filter)
    }
    RunFilter.seal(&filter, run: target)
    let mergedStreams = try merge(streams, numbers, into: target, as: StreamEntry.self) { _ in }
    // Whatever is damaged, a run keeps as many entries as it was written with.
    guard merged == count, mergedStreams == count else {
      throw .corrupted(
        call: "its runs hold other entries than were written", path: environment.path, code: 0)
    }

    var end = try WriteTransaction(environment)
    guard var manifest = try manifest(end) else { return false }
    let level = sources[0].level + 1
    guard numbers.allSatisfy({ number in manifest.runs.contains { $0.number == number } }) else {
      return false
    }
    manifest.runs.removeAll { numbers.contains($0.number) }
    manifest.runs.append(.init(number: target, level: level, count: count))
    manifest.leftovers = manifest.leftovers.filter { $0 != target } + numbers
    try end.put(filters, IndexRuns.runKey(target), filter)
    try end.putChecked(state, IndexRuns.manifestKey, manifest.stored)
    try end.commit()
    try removeLeftovers()
    return true
  }

  /// Run numbers rise, so a new run comes behind all others: a block that lies there has a key that was
  /// changed, and among blocks of the new run nobody would miss it in its own.
  private func requireNothing(
    of run: UInt32, _ transaction: borrowing WriteTransaction
  ) throws(LMDBError) {
    for database in [identities, streams] {
      var cursor = try transaction.cursor(database)
      guard try cursor.seek(IndexRuns.runKey(run)) else { continue }
      _ = try cursor.checkedValue
      throw .corrupted(
        call: "a block lies where a new run goes", path: environment.path, code: 0)
    }
  }

  private func write<Entry: IndexEntry>(
    _ entries: [Entry], _ run: UInt32, _ database: Database,
    _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    var start = 0
    while start < entries.count {
      let block = IndexBlock.make(entries[start...], limit: limits.contentBytes)
      try transaction.putChecked(database, IndexRuns.key(run, entries[start]), block.bytes)
      start += block.count
    }
  }

  /// Returns how many entries the new run has.
  private func merge<Entry: IndexEntry>(
    _ database: Database, _ sources: [UInt32], into target: UInt32, as type: Entry.Type,
    _ each: (Entry) -> Void
  ) throws(LMDBError) -> UInt64 {
    var merged: UInt64 = 0
    var readers = sources.map { RunReader<Entry>($0, database, path: environment.path) }
    let limit = limits.blocksPerTransaction * max(1, limits.blockBytes / Entry.byteCount)
    var isDone = false
    while !isDone {
      var entries: [Entry] = []
      do {
        let transaction = try ReadTransaction(environment)
        while entries.count < limit {
          var least: (place: Int, entry: Entry)?
          for place in readers.indices {
            guard let entry = try readers[place].peek(transaction) else { continue }
            if let current = least, !(entry < current.entry) { continue }
            least = (place, entry)
          }
          guard let least else {
            isDone = true
            break
          }
          readers[least.place].skip()
          each(least.entry)
          entries.append(least.entry)
        }
      }
      var write = try WriteTransaction(environment)
      try self.write(entries, target, database, &write)
      try write.commit()
      merged += UInt64(entries.count)
    }
    return merged
  }

  private func removeLeftovers() throws(LMDBError) {
    while true {
      var transaction = try WriteTransaction(environment)
      guard var manifest = try manifest(transaction), let run = manifest.leftovers.first else {
        return
      }
      var isGone = true
      for database in [identities, streams] {
        var keys: [Key] = []
        do {
          var cursor = try transaction.cursor(database)
          var isHere = try cursor.seek(IndexRuns.runKey(run))
          while isHere, cursor.key.hasPrefix(IndexRuns.runBytes(run)), keys.count < 20_000 {
            // A block of another run whose key was changed must not go with them.
            _ = try cursor.checkedValue
            keys.append(Key(cursor.key.withUnsafeBytes { Array($0) }))
            isHere = try cursor.next()
          }
        }
        if keys.count == 20_000 { isGone = false }
        for key in keys { try transaction.delete(database, key) }
      }
      if isGone {
        try transaction.delete(filters, IndexRuns.runKey(run))
        manifest.leftovers.removeFirst()
        try transaction.putChecked(state, IndexRuns.manifestKey, manifest.stored)
      }
      try transaction.commit()
    }
  }
}

/// Reads a run entry by entry, a block at a time, over several read transactions.
private struct RunReader<Entry: IndexEntry> {
  private let run: UInt32
  private let database: Database
  private let path: String
  private var block: [Entry] = []
  private var place = 0
  private var isAtEnd = false

  init(_ run: UInt32, _ database: Database, path: String) {
    self.run = run
    self.database = database
    self.path = path
  }

  mutating func peek(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> Entry? {
    if place == block.count, !isAtEnd { try readBlock(transaction) }
    return place < block.count ? block[place] : nil
  }

  mutating func skip() { place += 1 }

  private mutating func readBlock(
    _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) {
    var cursor = try transaction.cursor(database)
    var isHere: Bool
    if let last = block.last {
      isHere = try cursor.seek(IndexRuns.key(run, last))
      // A block's key is its first entry, so only a block of one entry is found again.
      if isHere, let first = block.first, block.count == 1,
        cursor.key.withUnsafeBytes({ Entry($0, at: 4) }) == first
      {
        isHere = try cursor.next()
      }
    } else {
      isHere = try cursor.seek(IndexRuns.runKey(run))
    }
    guard isHere, cursor.key.hasPrefix(IndexRuns.runBytes(run)) else {
      // It may be a block of this run whose key was changed.
      if isHere { _ = try cursor.checkedValue }
      (block, place, isAtEnd) = ([], 0, true)
      return
    }
    block.removeAll(keepingCapacity: true)
    let isBlock = try cursor.checkedValue.withUnsafeBytes { bytes in
      IndexBlock.read(bytes) { (entry: Entry) in
        block.append(entry)
        return true
      }
    }
    guard isBlock else { throw IndexRuns.unreadableBlock(path) }
    place = 0
  }
}
