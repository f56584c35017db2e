import Foundation
import LedgerEvents
import Vault

@testable import Ledger

func contactData(_ id: String) -> String {
  #"{"contact_id":"\#(id)","function":"purchasing","hierarchy":"head"}"#
}

/// A contact of Nordwerk with values, as JSON.
func contact(_ id: String, _ personal: String?) throws -> ProposedEvent {
  try CloudEvents.parse(Array(contactLine(id, personal).utf8))
}

func contactLine(_ id: String, _ personal: String?) -> String {
  line("contact-\(id)", "contact.added", contactData(id)).adding(personal)
}

/// A meeting with contacts, and what was noted about one of them.
func noted(_ id: String, _ contacts: [String], _ personal: String?) throws -> ProposedEvent {
  let ids = contacts.map { "\"\($0)\"" }.joined(separator: ",")
  return try fact(
    id, "interaction.recorded",
    #"{"interaction_id":"\#(id)","kind":"visit","contact_ids":[\#(ids)]}"#, personal: personal)
}

func fact(
  _ id: String, _ type: String, _ data: String, on subject: String = "account/nordwerk",
  personal: String?
) throws -> ProposedEvent {
  try CloudEvents.parse(Array(line(id, type, data, on: subject).adding(personal).utf8))
}

extension String {
  /// The event with a further member.
  fileprivate func adding(_ personal: String?) -> String {
    personal.map { dropLast() + #","personal":\#($0)}"# } ?? self
  }
}

extension PersonalEntry.State {
  /// The value, where it is disclosed.
  var value: String? {
    if case .disclosed(let disclosure) = self { disclosure.value } else { nil }
  }
}

extension [UInt8] {
  func contains(utf8 text: String) -> Bool { Data(self).range(of: Data(text.utf8)) != nil }
}

extension TemporaryLedger {
  /// Every file of the ledger, by its path.
  func files() throws -> [String: Data] {
    let folder = directory["ledger"]
    var found: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: "\(folder)/\(name)", isDirectory: &isFolder)
      if !isFolder.boolValue {
        found[name] = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
      }
    }
    return found
  }
}
