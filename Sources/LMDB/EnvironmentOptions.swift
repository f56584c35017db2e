/// How an environment is opened.
package struct EnvironmentOptions: Sendable {
  /// Bytes of address space to reserve; costs nothing until pages are written.
  ///
  /// Large on purpose: moving the map needs every transaction of the process to stand still.
  package var mapSize: Int

  /// How many read transactions may be open at once, over all processes.
  ///
  /// The first process to open the environment decides.
  package var maximumReaders: UInt32

  /// How many named databases the environment may hold.
  package var maximumDatabases: UInt32

  /// Refuse every write.
  ///
  /// Reading still needs to write `lock.mdb`, where readers announce themselves.
  package var isReadOnly: Bool

  /// Read without `lock.mdb`, which is neither made nor written (`MDB_NOLOCK`).
  ///
  /// Only for reading, and only sound while nobody writes: a writer does not know of this reader and
  /// writes anew the pages that it reads. Whoever sets this compares
  /// ``Environment/lastTransaction`` before and after.
  package var isLockless: Bool

  /// Walk over every page before the first use, and refuse a file that has a damaged one.
  ///
  /// For files that can be made again and may be large; see ``PageCheck``.
  package var checksPages: Bool

  /// How long growing the map waits for the transactions of this process to end.
  package var patience: Duration

  package init(
    mapSize: Int = 1 << 38, maximumReaders: UInt32 = 510, maximumDatabases: UInt32 = 8,
    isReadOnly: Bool = false, isLockless: Bool = false, checksPages: Bool = false,
    patience: Duration = .seconds(5)
  ) {
    self.mapSize = mapSize
    self.maximumReaders = maximumReaders
    self.maximumDatabases = maximumDatabases
    self.isReadOnly = isReadOnly
    self.isLockless = isReadOnly && isLockless
    self.checksPages = checksPages
    self.patience = patience
  }
}
