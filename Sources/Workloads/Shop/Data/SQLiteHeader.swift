/// The first hundred bytes of a SQLite file, as far as they tell whether the file is whole and whose it is.
///
/// They are read without opening the database, which would leave files of its log beside it.
/// Source: "Database File Format", section 1.3, sqlite.org/fileformat2.html.
struct SQLiteHeader {
    /// How many bytes the header has.
    static let size = 100

    let pageSize: Int
    let pageCount: Int
    let userVersion: UInt32
    let applicationID: UInt32

    /// Nil if the bytes do not begin a SQLite file.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.size, bytes.starts(with: "SQLite format 3\0".utf8) else { return nil }
        func bigEndian(_ offset: Int, _ count: Int) -> UInt32 {
            bytes[offset..<offset + count].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let size = Int(bigEndian(16, 2))
        pageSize = size == 1 ? 65_536 : size
        pageCount = Int(bigEndian(28, 4))
        userVersion = bigEndian(60, 4)
        applicationID = bigEndian(68, 4)
    }
}
