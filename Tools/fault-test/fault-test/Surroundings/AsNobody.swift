import Foundation
import Trials

/// The child that runs a program as a user without rights.
enum AsNobody {
  private static let number: UInt32 = 65_534

  static func run(_ arguments: [String]) throws {
    guard setgroups(0, nil) == 0, setgid(number) == 0, setuid(number) == 0 else {
      throw Failure(text: "cannot become another user: errno \(errno)")
    }
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    execv(arguments[0], pointers)
    throw Failure(text: "cannot start \(arguments[0]): errno \(errno)")
  }
}
