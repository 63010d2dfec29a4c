internal import Glibc

/// What is known about the terminal behind a descriptor.
public enum Terminal {
  /// Descriptor of standard input.
  public static let input: Int32 = STDIN_FILENO
  /// Descriptor of standard output.
  public static let output: Int32 = STDOUT_FILENO
  /// Descriptor of standard error.
  public static let error: Int32 = STDERR_FILENO

  /// Whether a person sits behind the descriptor.
  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Opens the null device in place of standard streams that whoever started the process left closed.
  ///
  /// Otherwise the next files opened would get their numbers, and messages would be written into
  /// them. To be called before anything is opened.
  public static func openMissingStreams() {
    for descriptor in [input, output, error] where fcntl(descriptor, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }

  /// The terminal's size in characters; nil when it is none or does not tell.
  public static func size(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
    var window = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return nil
    }
    return (Int(window.ws_col), Int(window.ws_row))
  }
}
