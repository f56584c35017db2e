import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Keeps the memory map where it is while anybody of this process looks into it.
///
/// `mdb_env_set_mapsize` unmaps the file and maps it again, and says "success" although a transaction
/// is open that then points into nothing. LMDB leaves it to its caller that this never happens, for
/// reads, for writes (also those still waiting for their turn) and for copies alike. So each of them
/// enters here *before* it calls LMDB and leaves after its last call, and the map moves only while
/// nobody is inside and nobody can come in.
final class MapGate: Sendable {
  private struct State {
    var users = 0
    var movers = 0
    var failure: LMDBError?
  }

  private let state = Mutex(State())

  /// Counts the caller as a user of the map until it calls ``leave()``.
  ///
  /// While somebody waits to move the map, a newcomer holds back for a tenth of a second, so that
  /// a stream of short reads cannot put off the move for ever. It holds back no longer, because it may
  /// be the second transaction of a thread whose first one is what the mover waits for.
  func enter() throws(LMDBError) {
    var attempts = 0
    while true {
      let mayHoldBack = attempts < 100
      let entered = try state.withLock { (state) throws(LMDBError) -> Bool in
        if let failure = state.failure { throw failure }
        if state.movers > 0, mayHoldBack { return false }
        state.users += 1
        return true
      }
      if entered { return }
      attempts += 1
      usleep(1_000)
    }
  }

  func leave() { state.withLock { $0.users -= 1 } }

  /// Looks at the map for a moment; nil when there is no map any more.
  func look<Result: Sendable>(_ body: () -> Result) -> Result? {
    state.withLock { $0.failure == nil ? body() : nil }
  }

  /// Runs `body` while nobody uses the map.
  ///
  /// When `body` throws, the old map is gone and there is no new one: the error is thrown again by
  /// every later use.
  ///
  /// - Throws: ``LMDBError/mapInUse`` when the users do not leave within `patience`.
  func move(
    patience: Duration, _ body: () throws(LMDBError) -> Void
  ) throws(LMDBError) {
    state.withLock { $0.movers += 1 }
    defer { state.withLock { $0.movers -= 1 } }
    let deadline = ContinuousClock.now + patience
    repeat {
      let moved = try state.withLock { (state) throws(LMDBError) -> Bool in
        if let failure = state.failure { throw failure }
        guard state.users == 0 else { return false }
        do throws(LMDBError) {
          try body()
        } catch {
          state.failure = error
          throw error
        }
        return true
      }
      if moved { return }
      usleep(500)
    } while ContinuousClock.now < deadline
    throw .mapInUse
  }
}
