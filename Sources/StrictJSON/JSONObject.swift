/// One named value of an object.
package struct JSONMember: Sendable, Hashable {
  package let name: String
  package let value: JSONValue

  package init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

/// The members of an object in their order.
///
/// Whoever builds one gives each name once.
package struct JSONObject: Sendable, Hashable {
  package var members: [JSONMember]

  package init(_ members: [JSONMember] = []) {
    self.members = members
  }

  /// The value of the member with this name, byte for byte.
  package subscript(name: String) -> JSONValue? {
    members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The place of the first name that occurred before, nil when all differ.
  var firstDuplicate: Int? {
    guard members.count > 1 else { return nil }
    if members.count <= 12 {
      for index in 1..<members.count {
        let name = members[index].name.utf8
        if members[..<index].contains(where: { $0.name.utf8.elementsEqual(name) }) {
          return index
        }
      }
      return nil
    }
    var seen = Set<[UInt8]>(minimumCapacity: members.count)
    return members.firstIndex { !seen.insert(Array($0.name.utf8)).inserted }
  }
}

extension JSONObject: RandomAccessCollection {
  package var startIndex: Int { members.startIndex }
  package var endIndex: Int { members.endIndex }
  package subscript(position: Int) -> JSONMember { members[position] }
}
