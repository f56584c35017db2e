/// A record where it lies when all clients are done; its position is its place in the log.
package struct LoggedRecord: Equatable, Sendable {
  package var key: String
  package var stream: String
  package var revision: UInt32
  package var content: Int64

  package init(key: String, stream: String, revision: UInt32, content: Int64) {
    self.key = key
    self.stream = stream
    self.revision = revision
    self.content = content
  }
}
