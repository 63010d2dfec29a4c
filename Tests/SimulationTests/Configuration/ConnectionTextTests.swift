import Testing

@testable import Simulation

@Suite("Configuration: passwords are not kept")
struct ConnectionTextTests {
  @Test(
    "passwords are taken out of URLs and keywords, nothing else is",
    arguments: [
      ("postgresql://u:p@h:5432/d", "postgresql://u@h:5432/d"),
      ("postgresql://u@h/d", "postgresql://u@h/d"),
      ("postgresql://u:p@p:p@h/d", "postgresql://u@h/d"),
      ("postgresql://h/d?a=1&password=p&b=2", "postgresql://h/d?a=1&b=2"),
      ("postgresql://h/d?password=p", "postgresql://h/d"),
      ("postgresql://u:p@/d?host=/tmp", "postgresql://u@/d?host=/tmp"),
      ("host=h password=p dbname=d", "host=h dbname=d"),
      ("host=h password='a b\\'c' dbname=d", "host=h dbname=d"),
      ("password = p host = h", " host = h"),
      ("host=h sslpassword=p", "host=h"),
      ("dbname=password", "dbname=password"),
    ])
  func removal(text: String, kept: String) {
    #expect(ConnectionText.withoutPassword(text) == kept)
  }
}
