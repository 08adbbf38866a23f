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
        let names = try demangle(plans.lazy.flatMap(\.functions), frames.lazy.joined().flatMap(\.functions), steps)
        var outcome = Symbolizer.Outcome(profile: profile, warnings: [])
        var table = FunctionTable(profile.functions)
        for (module, plan) in plans.enumerated() {
            var warnings = plan.warnings
            if frames[module].contains(where: \.isDamaged) {
                warnings.append(SymbolizerWarning(file: requests[module].file, reason: .damagedDebugInformation))
            }
            for warning in warnings where !outcome.warnings.contains(warning) { outcome.warnings.append(warning) }
            apply(plan, frames[module], module: module, names: names, to: &outcome.profile, &table)
        }
        outcome.profile.functions = table.functions
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

    /// The demangled form of every linker's name that has one.
    private func demangle(
        _ symbols: some Sequence<ModuleFunction>, _ described: some Sequence<ModuleFunction>, _ steps: Steps
    ) throws -> [String: String] {
        guard options.demangles else { return [:] }
        var distinct = Set(symbols.lazy.map(\.name))
        for function in described { distinct.insert(function.name) }
        let mangled = Array(distinct)
        let chunk = 512
        let count = (mangled.count + chunk - 1) / chunk
        steps.expect(count)
        let results = Parallel.map(count: count, width: options.threads) { position in
            steps.take {
                mangled[position * chunk..<min(mangled.count, (position + 1) * chunk)].compactMap { name in
                    Demangler.demangle(name).map { (name, $0) }
                }
            } ?? []
        }
        try steps.check()
        return Dictionary(results.joined(), uniquingKeysWith: { first, _ in first })
    }

    // MARK: The result

    private struct FunctionTable {
        var functions: [Function]
        private var known: [Function: FunctionID] = [:]

        init(_ functions: [Function]) {
            self.functions = functions
            for (index, function) in functions.enumerated() { known[function] = FunctionID(index) }
        }

        mutating func id(of function: Function) -> FunctionID {
            if let id = known[function] { return id }
            let id = FunctionID(functions.count)
            functions.append(function)
            known[function] = id
            return id
        }
    }

    private func apply(
        _ plan: ModulePlan, _ frames: [DebugFrames], module: Int, names: [String: String], to profile: inout Profile,
        _ table: inout FunctionTable
    ) {
        func ids(_ functions: [ModuleFunction], _ table: inout FunctionTable) -> [FunctionID] {
            functions.map { function in
                let name = names[function.name]
                return table.id(
                    of: Function(
                        name: name ?? function.name,
                        systemName: name == nil || name == function.name ? "" : function.name, file: function.file,
                        startLine: function.startLine))
            }
        }
        var lines = [[Line]](repeating: [], count: plan.addresses.count)
        for slice in frames {
            let ids = ids(slice.functions, &table)
            for (position, index) in slice.addresses.enumerated() {
                lines[Int(index)] = slice.frames(at: position).map {
                    Line(function: ids[Int($0.function)], number: $0.line)
                }
            }
        }
        // Of functions that have lines the symbol alone would only be one more function of the same name.
        var symbols: [Int32: FunctionID] = [:]
        for (position, location) in locations[module].enumerated() {
            let index = Int(plan.indices[position])
            if index >= 0, !lines[index].isEmpty {
                profile.locations[location].lines = lines[index]
            } else if index >= 0, plan.owners[index] >= 0 {
                let owner = plan.owners[index]
                let id = symbols[owner] ?? ids([plan.functions[Int(owner)]], &table)[0]
                symbols[owner] = id
                profile.locations[location].lines = [Line(function: id)]
            } else {
                let placeholder = plan.placeholder(at: address(position, index, of: plan, module: module))
                profile.locations[location].lines = [Line(function: table.id(of: Function(name: placeholder)))]
            }
        }
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
