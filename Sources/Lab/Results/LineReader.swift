import Glibc

/// Reads a file or a pipe line by line, holding one chunk of it in memory.
///
/// Memory is bounded by the chunk size and the longest line, and that by `limit`.
struct LineReader: ~Copyable {
    /// Lines up to this many bytes are read; more is taken for a file of another kind.
    static let defaultLimit = 16 << 20

    private let file: String
    private let descriptor: CInt
    private let closesDescriptor: Bool
    private let limit: Int
    private let chunkSize: Int

    /// - Parameters:
    ///   - path: The file to read; `-` is standard input.
    ///   - file: What the file is called in errors.
    /// - Throws: `ResultInputError.unreadable`.
    init(path: String, file: String, limit: Int = defaultLimit, chunkSize: Int = 256 << 10) throws {
        if path == "-" {
            descriptor = STDIN_FILENO
            closesDescriptor = false
        } else {
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Self.unreadable(file, errno) }
            closesDescriptor = true
        }
        self.file = file
        self.limit = limit
        self.chunkSize = chunkSize
    }

    deinit {
        if closesDescriptor { close(descriptor) }
    }

    /// Calls `body` with every line and its number, without the end of line (`\n` or `\r\n`).
    ///
    /// The bytes are only valid during the call. `isTerminated` is false for a last line without an end of line.
    /// - Throws: `ResultInputError.unreadable` or `.lineTooLong`, or what `body` throws.
    func forEachLine(_ body: (UnsafeRawBufferPointer, _ number: Int, _ isTerminated: Bool) throws -> Void) throws {
        var storage = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 16)
        defer { storage.deallocate() }
        var filled = 0
        var line = 1
        while true {
            if filled == storage.count { storage = grow(storage) }
            let count = try readSome(into: UnsafeMutableRawBufferPointer(rebasing: storage[filled...]))
            // What was there before holds no end of line: the search goes on behind it.
            let searched = filled
            filled += count
            let bytes = UnsafeRawBufferPointer(rebasing: storage[..<filled])
            guard count > 0 else {
                if filled > 0 { try body(Self.withoutCarriageReturn(bytes), line, false) }
                return
            }
            var start = 0
            var searchStart = searched
            while let end = Self.newline(in: bytes, from: searchStart) {
                try check(end - start, line)
                try body(Self.withoutCarriageReturn(UnsafeRawBufferPointer(rebasing: bytes[start..<end])), line, true)
                line += 1
                start = end + 1
                searchStart = start
            }
            try check(filled - start, line)
            if start > 0 {
                storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start...]))
                filled -= start
            }
        }
    }

    private func check(_ length: Int, _ line: Int) throws {
        if length > limit { throw ResultInputError.lineTooLong(SourcePosition(file: file, line: line), limit: limit) }
    }

    private func grow(_ storage: UnsafeMutableRawBufferPointer) -> UnsafeMutableRawBufferPointer {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: storage.count * 2, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(storage))
        storage.deallocate()
        return larger
    }

    private func readSome(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw Self.unreadable(file, errno) }
        }
    }

    private static func newline(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress, start < bytes.count,
            let found = memchr(base + start, CInt(UInt8(ascii: "\n")), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    private static func withoutCarriageReturn(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        line.last == UInt8(ascii: "\r") ? UnsafeRawBufferPointer(rebasing: line.dropLast()) : line
    }

    private static func unreadable(_ file: String, _ code: CInt) -> ResultInputError {
        .unreadable(file: file, reason: strerror(code).map { String(cString: $0) } ?? "error \(code)")
    }
}
