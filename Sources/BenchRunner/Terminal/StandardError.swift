import Glibc

/// Where progress, warnings and errors go, so that standard output holds results alone.
enum StandardError {
    /// Writes `text` and a line end in one piece, so that lines of several processes do not mix.
    static func print(_ text: String) { write(text + "\n") }

    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                // Nobody can be told that nobody can be told.
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }
}
