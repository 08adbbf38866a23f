import CElfutils
import Glibc

/// What is known of a file's addresses from its symbols, and what of them the debug information has yet to say.
struct ModulePlan: Sendable {
    /// The linker's addresses, ascending and without doubles.
    var addresses: [UInt64] = []
    /// For every address of the request its index in `addresses`; -1 where the file loads nothing there.
    var indices: [Int32] = []
    /// For every one of `addresses` the index of its function; -1 where no symbol holds it.
    var owners: [Int32] = []
    var functions: [ModuleFunction] = []
    /// What stands for the functions of the file that have no name: the file's own name.
    var label: String
    /// Whether anything was read, so that the mapping counts as resolved.
    var isResolved = false
    var debug: DebugPlan?
    var warnings: [SymbolizerWarning] = []

    /// Where lines and inlined functions are to be read.
    struct DebugPlan: Sendable {
        var path: String
        var units: [DebugUnit]
    }

    init(_ request: ModuleRequest, search: DebugFileSearch, readsDebugInformation: Bool) {
        let path = Self.withoutDeleted(request.file)
        label = path.split(separator: "/").last.map(String.init) ?? "anonymous"
        indices = [Int32](repeating: -1, count: request.addresses.count)
        // Anonymous memory and what the kernel names in brackets have no file.
        guard !path.isEmpty, !["[", "//", "/dev/", "/memfd:"].contains(where: path.hasPrefix) else {
            if path == "[vdso]" { symbolizeVDSO(request) }
            return
        }
        let (program, debugFile) = files(for: request, path: path, search: search)
        let files = [program, debugFile].compactMap { $0 }
        guard !files.isEmpty else { return }
        resolve(request, segments: program?.segments, debugSegments: debugFile?.segments)
        name(files, program: program)
        if readsDebugInformation, let source = files.first(where: { DebugInformation.isPresent(in: $0) }) {
            let plan = DebugInformation(source)?.units(holding: addresses) ?? (units: [], isDamaged: true)
            if plan.isDamaged {
                warnings.append(SymbolizerWarning(file: request.file, reason: .damagedDebugInformation))
            }
            if !plan.units.isEmpty { debug = DebugPlan(path: source.path, units: plan.units) }
        }
        isResolved = true
    }

    /// What is shown for an address that no function holds.
    func placeholder(at address: UInt64) -> String {
        if label.hasPrefix("[") { return label }
        return "[\(label)+0x\(String(address, radix: 16))]"
    }

    // MARK: Files

    private static func withoutDeleted(_ path: String) -> String {
        let mark = " (deleted)"
        return path.hasSuffix(mark) ? String(path.dropLast(mark.count)) : path
    }

    /// The program's file, if it is the one that was profiled, and its separate debug file, if it has one.
    private mutating func files(
        for request: ModuleRequest, path: String, search: DebugFileSearch
    ) -> (program: ELFFile?, debug: ELFFile?) {
        var reason: SymbolizerWarning.Reason?
        var program: ELFFile?
        do {
            let file = try ELFFile(path: path)
            if !request.buildID.isEmpty, file.buildID != request.buildID {
                reason = .otherBuild(expected: request.buildID, found: file.buildID)
            } else if request.buildID.isEmpty, path != request.file {
                // A deleted file's path may be another file's by now, and there is nothing to tell them apart.
                reason = .unreadable("it was deleted")
            } else {
                program = file
            }
        } catch {
            reason =
                switch error {
                case .cannotOpen(let number): .unreadable(String(cString: strerror(number)))
                case .notRegular: .unreadable("it is not a regular file")
                case .notELF, .unsupportedByteOrder: .notELF
                }
        }
        var debug: ELFFile?
        if program.map({ !$0.hasSymbolTable || !DebugInformation.isPresent(in: $0) }) ?? true {
            debug = search.debugFile(of: program, path: path, buildID: request.buildID)
        }
        if let reason, debug == nil { warnings.append(SymbolizerWarning(file: request.file, reason: reason)) }
        return (program, debug)
    }

    // MARK: Addresses

    private mutating func resolve(
        _ request: ModuleRequest, segments: ELFSegments?, debugSegments: ELFSegments?
    ) {
        let resolved = request.addresses.map { entry -> UInt64? in
            let part = request.parts[entry.part]
            guard part.addresses.contains(entry.address) else { return nil }
            if let segments {
                return segments.address(atFileOffset: entry.address - part.addresses.lowerBound &+ part.fileOffset)
            }
            return debugSegments?.address(of: entry.address, bySizeOf: part.addresses)
        }
        let order = resolved.indices.filter { resolved[$0] != nil }.sorted { (resolved[$0] ?? 0) < (resolved[$1] ?? 0) }
        addresses.reserveCapacity(order.count)
        for position in order {
            guard let address = resolved[position] else { continue }
            if addresses.last != address { addresses.append(address) }
            indices[position] = Int32(addresses.count - 1)
        }
    }

    // MARK: Names

    private mutating func name(_ files: [ELFFile], program: ELFFile?) {
        let table = SymbolTable(files: files)
        if table.isEmpty, let file = files.first {
            warnings.append(SymbolizerWarning(file: file.path, reason: .noSymbols))
        }
        // By symbol: -2 for those that nobody has asked for.
        var known = [Int32](repeating: -2, count: table.count)
        owners = table.owners(ofSorted: addresses).map { owner in
            guard owner >= 0 else { return -1 }
            let index = Int(owner)
            if known[index] != -2 { return known[index] }
            let name = table.name(of: owner, in: files)
            let function = name.isEmpty ? -1 : append(name)
            known[index] = function
            return function
        }
        guard let program, owners.contains(-1) else { return }
        nameStubs(of: program) { address in
            table.owners(ofSorted: [address]).first.flatMap { $0 < 0 ? nil : table.name(of: $0, in: files) }
        }
        nameUnnamed(of: program)
    }

    /// Functions of a stripped file have no names, but each has one start, which stands for all of its addresses.
    private mutating func nameUnnamed(of program: ELFFile) {
        guard owners.contains(-1), let ranges = UnwindRanges(program) else { return }
        var last: (addresses: Range<UInt64>, function: Int32)?
        for (index, address) in addresses.enumerated() where owners[index] < 0 {
            if let last, last.addresses.contains(address) {
                owners[index] = last.function
            } else if let function = ranges.function(holding: address) {
                owners[index] = append(placeholder(at: function.lowerBound))
                last = (function, owners[index])
            }
        }
    }

    private mutating func nameStubs(of program: ELFFile, functionAt: (UInt64) -> String?) {
        let stubs = PLTStubs.read(program, functionAt: functionAt)
        var next = 0
        var known: [Int: Int32] = [:]
        for (index, address) in addresses.enumerated() where owners[index] < 0 {
            while next < stubs.count, stubs[next].addresses.upperBound <= address { next += 1 }
            guard next < stubs.count, stubs[next].addresses.contains(address) else { continue }
            let function = known[next] ?? append(stubs[next].name)
            known[next] = function
            owners[index] = function
        }
    }

    private mutating func append(_ name: String) -> Int32 {
        functions.append(ModuleFunction(name: name))
        return Int32(functions.count - 1)
    }

    // MARK: vDSO

    /// The kernel's code that every process has mapped: this process's own is the profiled one's, if the build ids agree.
    private mutating func symbolizeVDSO(_ request: ModuleRequest) {
        guard !request.buildID.isEmpty, let file = VDSO.file(), file.buildID == request.buildID else { return }
        resolve(request, segments: file.segments, debugSegments: nil)
        name([file], program: nil)
        isResolved = true
    }
}
