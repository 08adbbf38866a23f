import Glibc

extension Recording {
    /// A journal of a week at 100 Hz and 8 busy threads has 20 GB; what is larger than this was not made for one profile.
    static let sizeLimit = 8 << 30

    init(descriptor: Int32, name: String) throws(RecordingError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: name, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAJournal(file: name) }
        let size = Int(status.st_size)
        guard size <= Self.sizeLimit else { throw .tooLarge(file: name, bytes: size, limit: Self.sizeLimit) }
        guard size > 0 else { throw .notAJournal(file: name) }
        // Copied, not mapped: a file that shrinks under a mapping ends the process with SIGBUS.
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { bytes.deallocate() }
        var filled = 0
        while filled < size {
            let count = pread(descriptor, bytes.baseAddress.map { $0 + filled }, size - filled, filled)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(file: name, errno: errno) }
            if count == 0 { break }
            filled += count
        }
        try self.init(journal: UnsafeRawBufferPointer(rebasing: bytes[0..<filled]), name: name)
    }

    init(journal: UnsafeRawBufferPointer, name: String) throws(RecordingError) {
        var reader = try JournalReader(journal, file: name)
        guard let first = try reader.next(), first.kind == 1 else { throw .notAJournal(file: name) }
        var start = reader.fields(of: first)
        (process, accounting) = try Self.start(&start, file: name)
        while let record = try reader.next() {
            var fields = reader.fields(of: record)
            switch record.kind {
            case 2: try addModule(&fields)
            case 3: try addThread(&fields)
            case 4: try addStack(&fields)
            case 5: try addSamples(&fields)
            case 6, 7:
                try readAccounts(&fields)
                isComplete = record.kind == 7
            default: throw fields.error("is of the unknown kind \(record.kind)")
            }
        }
        isCut = reader.isCut
        finishAccounts()
    }

    private static func start(
        _ fields: inout JournalReader.Fields, file: String
    ) throws(RecordingError) -> (RecordedProcess, SampleAccounting) {
        let version = try fields.u32()
        guard version == 1 else { throw .unknownVersion(file: file, version: version) }
        let process = Int32(truncatingIfNeeded: try fields.u32())
        let clock = try fields.u32()
        guard clock <= 1 else { throw fields.error("names the unknown clock \(clock)") }
        let rate = try fields.u32()
        guard (1...10_000).contains(rate) else { throw fields.error("has a rate of \(rate), not from 1 to 10,000") }
        let frameLimit = try fields.u32()
        let mechanismNumber = try fields.u32()
        guard let mechanism = SampleAccounting.Mechanism(rawValue: mechanismNumber) else {
            throw fields.error("names the unknown mechanism \(mechanismNumber)")
        }
        let tick = try fields.u64()
        let time = try fields.u64()
        let monotonicTime = try fields.u64()
        let executable = try fields.text()
        let arguments = try fields.text()
        return (
            RecordedProcess(
                id: process, executable: executable,
                arguments: arguments.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(
                    String.init),
                startTime: time, monotonicStartTime: monotonicTime, frameLimit: Int(frameLimit), kernelTick: tick),
            SampleAccounting(clock: clock == 0 ? .cpu : .wall, mechanism: mechanism, requestedRate: Int(rate))
        )
    }

    private mutating func addModule(_ fields: inout JournalReader.Fields) throws(RecordingError) {
        let low = try fields.u64()
        let high = try fields.u64()
        guard low < high else { throw fields.error("has a module that ends before it starts") }
        let offset = try fields.u64()
        let time = try fields.u64()
        let path = try fields.text()
        let digits = Array("0123456789abcdef".unicodeScalars)
        var buildID = String.UnicodeScalarView()
        for byte in try fields.blob() {
            buildID.append(digits[Int(byte >> 4)])
            buildID.append(digits[Int(byte & 15)])
        }
        modules.append(
            RecordedModule(addresses: low..<high, fileOffset: offset, path: path, buildID: String(buildID), time: time))
    }

    private mutating func addThread(_ fields: inout JournalReader.Fields) throws(RecordingError) {
        let serial = try fields.u32()
        let id = Int32(truncatingIfNeeded: try fields.u32())
        threads[serial] = RecordedThread(id: id, name: try fields.text())
    }

    private mutating func addStack(_ fields: inout JournalReader.Fields) throws(RecordingError) {
        let number = try fields.u32()
        guard Int(number) == stackEnds.count else {
            throw fields.error("has stack \(number) where \(stackEnds.count) is due")
        }
        let count = Int(try fields.u32())
        guard count <= fields.remaining / 8 else {
            throw fields.error("has a stack of \(count) frames in \(fields.remaining) bytes")
        }
        for _ in 0..<count { frames.append(try fields.u64()) }
        stackEnds.append(frames.count)
    }

    private mutating func addSamples(_ fields: inout JournalReader.Fields) throws(RecordingError) {
        while fields.remaining > 0 {
            let stack = try fields.u32()
            guard Int(stack) < stackEnds.count else {
                throw fields.error("has a sample of stack \(stack), where \(stackEnds.count) are known")
            }
            let thread = try fields.u32()
            let label = try fields.u32()
            let state = try fields.u32()
            guard state <= 1 else { throw fields.error("has a sample in the unknown state \(state)") }
            let count = try fields.u32()
            _ = try fields.u32()
            let time = try fields.u64()
            let weight = try fields.u64()
            let (sum, overflows) = accounting.weight.addingReportingOverflow(weight)
            guard !overflows, sum <= UInt64(Int64.max) else { throw fields.error("has weights beyond 292 years") }
            accounting.weight = sum
            samples.append(
                RecordedSample(
                    stack: stack, thread: thread, label: label, isBlocked: state == 1, count: count, time: time,
                    weight: weight))
        }
    }

    private mutating func readAccounts(_ fields: inout JournalReader.Fields) throws(RecordingError) {
        _ = try fields.u64()
        accounting.duration = try fields.u64()
        accounting.processCPU = try fields.u64()
        accounting.samplerCPU = try fields.u64()
        accounting.threadsCPU = try fields.u64()
        accounting.residue = try fields.u64()
        accounting.taken = try fields.u64()
        accounting.dropped = try fields.u64()
        accounting.truncated = try fields.u64()
        accounting.unreadable = try fields.u64()
        accounting.slotless = try fields.u64()
        accounting.unanswered = try fields.u64()
        accounting.threads = try fields.u64()
        accounting.unsampledThreads = try fields.u64()
        accounting.slowThreads = try fields.u64()
        // Journals of earlier versions end here.
        accounting.postponed = fields.remaining > 0 ? try fields.u64() : 0
    }

    // Accounts are written ten times a second: where the end is missing, samples have come since.
    private mutating func finishAccounts() {
        guard !isComplete else { return }
        accounting.taken = max(accounting.taken, UInt64(samples.count))
        if accounting.clock == .cpu { accounting.threadsCPU = max(accounting.threadsCPU, accounting.weight) }
        if let last = samples.last, last.time > process.monotonicStartTime {
            accounting.duration = max(accounting.duration, last.time - process.monotonicStartTime)
        }
    }
}
