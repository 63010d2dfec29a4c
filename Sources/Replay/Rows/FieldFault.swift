/// What is wrong with a field, before it is put into words: making the words is not free, and most rows
/// that are refused are skipped.
struct FieldFault: Error {
  /// Where in the window the fault begins.
  let offset: Int
  /// What would have been right.
  let expected: String
}
