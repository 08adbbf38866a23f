import Glibc

/// Reads a file in blocks of one size, into memory that is used again.
struct InputBlocks: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file.
    ///
    /// - Throws: `ProfileFormatError` where it cannot be opened.
    init(path: String) throws(ProfileFormatError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The size of the file in bytes; 0 where there is none, as of a pipe.
    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Swift.max(0, Int(status.st_size)) : 0
    }

    /// Fills as much of `buffer` as there are bytes left; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ProfileFormatError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(path) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The first bytes of the file, or of what is left of it.
    func readPrefix(_ count: Int) throws(ProfileFormatError) -> [UInt8] {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        defer { block.deallocate() }
        return Array(block[..<(try read(into: block))])
    }

    /// Goes back to the start.
    ///
    /// - Returns: false where the file is a pipe or the like, which cannot be read twice.
    func rewind() -> Bool { lseek(descriptor, 0, SEEK_SET) == 0 }

    /// The whole rest of the file.
    func readAll(limit: Int) throws(ProfileFormatError) -> [UInt8] {
        let expected = size
        guard expected <= limit else { throw Self.tooLarge(limit, path) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected + 1)
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { block.deallocate() }
        while case let count = try read(into: block), count > 0 {
            guard bytes.count + count <= limit else { throw Self.tooLarge(limit, path) }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: block[..<count]))
        }
        return bytes
    }

    private static func failure(_ path: String) -> ProfileFormatError {
        ProfileFormatError("cannot be read: \(String(cString: strerror(errno)).lowercased())", path: path)
    }

    private static func tooLarge(_ limit: Int, _ path: String) -> ProfileFormatError {
        ProfileFormatError("is larger than \(limit) bytes, the most that is read", path: path)
    }
}
