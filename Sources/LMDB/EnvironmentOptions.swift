/// How an environment is opened.
package struct EnvironmentOptions: Sendable {
  /// Bytes of address space to reserve; costs nothing until pages are written.
  ///
  /// Large on purpose: moving the map needs every reader of the process to stand still.
  package var mapSize: Int

  /// How many read transactions may be open at once, over all processes.
  package var maximumReaders: UInt32

  /// How many named databases the environment may hold.
  package var maximumDatabases: UInt32

  /// Refuse every write.
  package var isReadOnly: Bool

  package init(
    mapSize: Int = 1 << 38, maximumReaders: UInt32 = 510, maximumDatabases: UInt32 = 8,
    isReadOnly: Bool = false
  ) {
    self.mapSize = mapSize
    self.maximumReaders = maximumReaders
    self.maximumDatabases = maximumDatabases
    self.isReadOnly = isReadOnly
  }
}
