import Synchronization

/// One call of the symbolizer: files first, then their compilation units, then names, each in parallel; then the profile.
struct SymbolizerWork {
    private let profile: Profile
    private let options: Symbolizer.Options
    private let requests: [ModuleRequest]
    /// For every request the locations that its addresses are of.
    private let locations: [[Int]]

    init(_ profile: Profile, options: Symbolizer.Options) {
        self.profile = profile
        self.options = options
        var requests: [ModuleRequest] = []
        var locations: [[Int]] = []
        var modules: [ModuleKey: Int] = [:]
        var parts: [MappingID: (module: Int, part: Int)] = [:]
        for (index, location) in profile.locations.enumerated() {
            guard location.lines.isEmpty, let id = location.mapping, id.index < profile.mappings.count else { continue }
            let place: (module: Int, part: Int)
            if let known = parts[id] {
                place = known
            } else {
                let mapping = profile.mappings[id.index]
                let key = ModuleKey(file: mapping.file, buildID: mapping.buildID)
                let module = modules[key] ?? requests.count
                if module == requests.count {
                    modules[key] = module
                    requests.append(ModuleRequest(file: mapping.file, buildID: mapping.buildID))
                    locations.append([])
                }
                place = (module, requests[module].parts.count)
                requests[module].parts.append(
                    ModuleRequest.Part(addresses: mapping.addresses, fileOffset: mapping.fileOffset))
                parts[id] = place
            }
            requests[place.module].addresses.append((location.address, place.part))
            locations[place.module].append(index)
        }
        self.requests = requests
        self.locations = locations
    }

    private struct ModuleKey: Hashable {
        var file: String
        var buildID: String
    }

    func outcome() throws -> Symbolizer.Outcome {
        let steps = Steps(options.progress)
        let plans = try planModules(steps)
        let frames = try readDebugInformation(plans, steps)
        let mostFunctions =
            plans.reduce(0) { $0 + $1.functions.count } + frames.joined().reduce(0) { $0 + $1.functions.count }
        var functions = FunctionTable(expecting: mostFunctions)
        let lines = plans.indices.map { self.lines(of: plans[$0], frames[$0], module: $0, &functions) }
        let ids = try name(functions.functions, steps)
        var outcome = Symbolizer.Outcome(profile: profile, warnings: [])
        outcome.profile.functions += ids.added
        for (module, plan) in plans.enumerated() {
            var warnings = plan.warnings
            if frames[module].contains(where: \.isDamaged) {
                warnings.append(SymbolizerWarning(file: requests[module].file, reason: .damagedDebugInformation))
            }
            for warning in warnings where !outcome.warnings.contains(warning) { outcome.warnings.append(warning) }
            lines[module].write(to: &outcome.profile, at: locations[module], ids.ids)
        }
        markResolved(plans, in: &outcome.profile)
        return outcome
    }

    private func planModules(_ steps: Steps) throws -> [ModulePlan] {
        // The module with the most addresses first, so that no thread starts it last.
        let order = requests.indices.sorted { requests[$0].addresses.count > requests[$1].addresses.count }
        let search = DebugFileSearch(directories: options.debugDirectories)
        let readsDebugInformation = options.readsDebugInformation
        @Sendable func plan(_ request: ModuleRequest) -> ModulePlan {
            ModulePlan(request, search: search, readsDebugInformation: readsDebugInformation)
        }
        steps.expect(requests.count)
        let plans = Parallel.map(count: order.count, width: options.threads) { [requests] position in
            (order[position], steps.take { plan(requests[order[position]]) })
        }
        try steps.check()
        return plans.sorted { $0.0 < $1.0 }.compactMap(\.1)
    }

    /// For every module the frames that its debug information has.
    private func readDebugInformation(_ plans: [ModulePlan], _ steps: Steps) throws -> [[DebugFrames]] {
        var slices = plans.enumerated().flatMap { module, plan in
            DebugSlice.slices(of: plan, module: module, count: options.threads)
        }
        slices.sort { $0.size > $1.size }
        steps.expect(slices.count)
        let results = Parallel.map(count: slices.count, width: options.threads) { [slices] position in
            let slice = slices[position]
            return (slice.module, steps.take { DebugFrames(plans[slice.module], path: slice.path, units: slice.units) })
        }
        try steps.check()
        var frames = [[DebugFrames]](repeating: [], count: plans.count)
        for (module, result) in results { if let result { frames[module].append(result) } }
        return frames
    }

    // MARK: Names

    /// Every function once.
    private struct FunctionTable {
        private(set) var functions: [ModuleFunction] = []
        private var known: [ModuleFunction: Int32] = [:]

        init(expecting count: Int) { known.reserveCapacity(count) }

        mutating func index(of function: ModuleFunction) -> Int32 {
            if let index = known[function] { return index }
            let index = Int32(functions.count)
            functions.append(function)
            known[function] = index
            return index
        }
    }

    /// The functions as the profile has them, and those that it has not had yet.
    private func name(_ functions: [ModuleFunction], _ steps: Steps) throws -> (ids: [FunctionID], added: [Function]) {
        let demangles = options.demangles
        let chunk = 512
        let count = (functions.count + chunk - 1) / chunk
        steps.expect(count)
        let named = Parallel.map(count: count, width: options.threads) { position -> [Function] in
            steps.take {
                functions[position * chunk..<min(functions.count, (position + 1) * chunk)].map { function in
                    // The parts of an async function are one function to whoever reads a profile.
                    let name = demangles ? Demangler.demangle(function.name).map(DemangledName.withoutAsyncPart) : nil
                    return Function(
                        name: name ?? function.name, systemName: name == nil ? "" : function.name,
                        file: function.file, startLine: function.startLine)
                }
            } ?? []
        }
        try steps.check()
        var known: [Function: FunctionID] = [:]
        for (index, function) in profile.functions.enumerated() { known[function] = FunctionID(index) }
        var added: [Function] = []
        let ids = named.joined().map { function -> FunctionID in
            if !known.isEmpty, let id = known[function] { return id }
            added.append(function)
            return FunctionID(profile.functions.count + added.count - 1)
        }
        return (ids, added)
    }

    // MARK: Lines

    /// The frames of a module's locations, by the functions' places in the table.
    private struct ModuleLines {
        var ends: [Int] = []
        var frames: [ModuleFrame] = []

        func write(to profile: inout Profile, at locations: [Int], _ ids: [FunctionID]) {
            // Locations in the same function share the memory of their lines.
            var shared: [Line] = []
            var start = 0
            for (position, location) in locations.enumerated() {
                let own = frames[start..<ends[position]]
                if own.count == 1, let frame = own.first {
                    let line = Line(function: ids[Int(frame.function)], number: frame.line)
                    if shared.first != line { shared = [line] }
                    profile.locations[location].lines = shared
                } else {
                    profile.locations[location].lines = own.map {
                        Line(function: ids[Int($0.function)], number: $0.line)
                    }
                }
                start = ends[position]
            }
        }
    }

    private func lines(
        of plan: ModulePlan, _ slices: [DebugFrames], module: Int, _ table: inout FunctionTable
    ) -> ModuleLines {
        // Where an address's frames are: the slice, and the place in it.
        var places = [(slice: Int32, position: Int32)](
            repeating: (-1, 0), count: slices.isEmpty ? 0 : plan.addresses.count)
        var functions: [[Int32]] = []
        for (number, slice) in slices.enumerated() {
            functions.append(slice.functions.map { table.index(of: $0) })
            for (position, index) in slice.addresses.enumerated() {
                places[Int(index)] = (Int32(number), Int32(position))
            }
        }
        var symbols = [Int32](repeating: -1, count: plan.functions.count)
        var lines = ModuleLines()
        lines.ends.reserveCapacity(plan.indices.count)
        for (position, index) in plan.indices.enumerated() {
            let index = Int(index)
            if index >= 0, !places.isEmpty, places[index].slice >= 0 {
                let place = places[index]
                for frame in slices[Int(place.slice)].frames(at: Int(place.position)) {
                    let function = functions[Int(place.slice)][Int(frame.function)]
                    lines.frames.append(ModuleFrame(function: function, line: frame.line))
                }
            } else if index >= 0, plan.owners[index] >= 0 {
                let owner = Int(plan.owners[index])
                if symbols[owner] < 0 { symbols[owner] = table.index(of: plan.functions[owner]) }
                lines.frames.append(ModuleFrame(function: symbols[owner], line: 0))
            } else {
                let placeholder = plan.placeholder(at: address(position, index, of: plan, module: module))
                lines.frames.append(ModuleFrame(function: table.index(of: ModuleFunction(name: placeholder)), line: 0))
            }
            lines.ends.append(lines.frames.count)
        }
        return lines
    }

    /// The linker's address; where there is none, the offset in the file.
    private func address(_ position: Int, _ index: Int, of plan: ModulePlan, module: Int) -> UInt64 {
        if index >= 0 { return plan.addresses[index] }
        let entry = requests[module].addresses[position]
        let part = requests[module].parts[entry.part]
        return entry.address &- part.addresses.lowerBound &+ part.fileOffset
    }

    private func markResolved(_ plans: [ModulePlan], in profile: inout Profile) {
        for (module, plan) in plans.enumerated() where plan.isResolved {
            let request = requests[module]
            for index in profile.mappings.indices
            where profile.mappings[index].file == request.file && profile.mappings[index].buildID == request.buildID {
                profile.mappings[index].resolved.insert(.functions)
                if plan.debug != nil {
                    profile.mappings[index].resolved.formUnion([.fileNames, .lineNumbers, .inlinedFrames])
                }
            }
        }
    }
}

/// Counts what is done, tells the caller, and stops the rest of the work when the caller has had enough.
private final class Steps: Sendable {
    private struct State {
        var progress = Symbolizer.Progress(done: 0, total: 0)
        var error: (any Error)?
    }

    private let state = Mutex(State())
    private let report: (@Sendable (Symbolizer.Progress) throws -> Void)?

    init(_ report: (@Sendable (Symbolizer.Progress) throws -> Void)?) { self.report = report }

    func expect(_ count: Int) { state.withLock { $0.progress.total += count } }

    func take<Result>(_ step: () -> Result) -> Result? {
        if state.withLock({ $0.error != nil }) { return nil }
        let result = step()
        state.withLock { state in
            state.progress.done += 1
            guard state.error == nil, let report else { return }
            do { try report(state.progress) } catch { state.error = error }
        }
        return result
    }

    func check() throws { if let error = state.withLock({ $0.error }) { throw error } }
}
