import CZlib

/// Data in gzip's format (RFC 1952).
enum Gzip {
    /// Whether data start as gzip's do.
    static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// Expands data of one member or several, a block at a time.
    ///
    /// - Throws: `ProfileFormatError` for data that are cut off or damaged, and as soon as they expand beyond `limits`.
    static func expand(_ bytes: [UInt8], limits: ProfileReadingLimits) throws(ProfileFormatError) -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, 16 to expect gzip's header.
        guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw ProfileFormatError("there is no memory to expand it")
        }
        defer { inflateEnd(&stream) }
        var expanded: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 256 << 10)
        var consumed = 0
        var status = Z_OK
        repeat {
            let given = min(bytes.count - consumed, 1 << 30)
            let produced: Int
            (status, consumed, produced) = step(&stream, bytes, from: consumed, given, into: &block)
            expanded += block[..<produced]
            try check(expanded.count, compressed: consumed, limits)
            switch status {
            case Z_OK:
                if produced == 0, consumed == bytes.count { throw cutOff(bytes.count) }
            case Z_BUF_ERROR: throw cutOff(bytes.count)
            case Z_STREAM_END:
                guard consumed < bytes.count else { break }
                guard isGzip(bytes[consumed...]) else {
                    throw ProfileFormatError("something follows the compressed data", at: .compressedByte(consumed))
                }
                inflateReset(&stream)
                status = Z_OK
            default:
                let reason = stream.msg.map { String(cString: $0) } ?? "zlib's error \(status)"
                throw ProfileFormatError("the compressed data are damaged: \(reason)", at: .compressedByte(consumed))
            }
        } while status != Z_STREAM_END
        return expanded
    }

    private static func step(
        _ stream: inout z_stream, _ bytes: [UInt8], from start: Int, _ count: Int, into block: inout [UInt8]
    ) -> (status: Int32, consumed: Int, produced: Int) {
        bytes.withUnsafeBytes { input in
            block.withUnsafeMutableBytes { output in
                let first = input.baseAddress.map { UnsafeMutableRawPointer(mutating: $0 + start) }
                stream.next_in = first?.assumingMemoryBound(to: UInt8.self)
                stream.avail_in = UInt32(count)
                stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(output.count)
                let status = inflate(&stream, Z_NO_FLUSH)
                return (status, start + count - Int(stream.avail_in), output.count - Int(stream.avail_out))
            }
        }
    }

    private static func check(
        _ size: Int, compressed: Int, _ limits: ProfileReadingLimits
    ) throws(ProfileFormatError) {
        if size > limits.expandedSize {
            throw ProfileFormatError("expands to more than \(limits.expandedSize) bytes, the most that is read")
        }
        if size > limits.trustedSize, size / max(compressed, 1) > limits.expansion {
            throw ProfileFormatError(
                "expands more than \(limits.expansion)-fold (\(compressed) bytes to over \(size)), which is more than is read"
            )
        }
    }

    private static func cutOff(_ count: Int) -> ProfileFormatError {
        ProfileFormatError("the compressed data are cut off", at: .compressedByte(count))
    }

    /// Compresses data. The same data give the same bytes: the header has no time and no name.
    ///
    /// - Throws: `ProfileFormatError` where there is no memory.
    static func compress(_ bytes: [UInt8]) throws(ProfileFormatError) -> [UInt8] {
        let noMemory = ProfileFormatError("there is no memory to compress it")
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        // Level 4: a third of the default's time for some per cent more; a profile is written while somebody waits.
        guard deflateInit2_(&stream, 4, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            throw noMemory
        }
        defer { deflateEnd(&stream) }
        var compressed: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 256 << 10)
        var consumed = 0
        var status = Z_OK
        while status == Z_OK {
            let count = min(bytes.count - consumed, 1 << 30)
            let flush = consumed + count == bytes.count ? Z_FINISH : Z_NO_FLUSH
            let produced = bytes.withUnsafeBytes { input in
                block.withUnsafeMutableBytes { output in
                    let first = input.baseAddress.map { UnsafeMutableRawPointer(mutating: $0 + consumed) }
                    stream.next_in = first?.assumingMemoryBound(to: UInt8.self)
                    stream.avail_in = UInt32(count)
                    stream.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    stream.avail_out = UInt32(output.count)
                    status = deflate(&stream, flush)
                    return output.count - Int(stream.avail_out)
                }
            }
            consumed += count - Int(stream.avail_in)
            compressed += block[..<produced]
        }
        guard status == Z_STREAM_END else { throw noMemory }
        return compressed
    }
}
