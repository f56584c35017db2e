import ArgumentParser

/// A number that is never negative, as somebody types it.
///
/// An option whose value may begin with a hyphen gets to see -1, and the parser alone would only say
/// that it is invalid.
enum WholeNumber {
  /// A position, or a number of events.
  static func position(_ text: String) throws -> UInt64 { try read(text) }

  /// The number of a projection's generation.
  static func generation(_ text: String) throws -> UInt32 { try read(text) }

  private static func read<Number: FixedWidthInteger & UnsignedInteger>(
    _ text: String
  ) throws -> Number {
    guard let number = Number(text, radix: 10) else {
      throw ValidationError("write a whole number from 0")
    }
    return number
  }
}
