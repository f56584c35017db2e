import CLMDB

/// A named database of an environment: a sorted map from bytes to bytes.
///
/// The handle is opened in a transaction of its own that commits, because a handle opened in an
/// aborted transaction is invalid everywhere else.
package struct Database: Sendable {
  let handle: MDB_dbi
  package let name: String
}
