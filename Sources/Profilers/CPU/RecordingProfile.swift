extension Recording {
    /// The samples as a profile: with mappings and build ids, without symbols.
    ///
    /// Samples of the same stack and the same labels are added up. Labels are `thread` (its name), `tid`, and for a
    /// wall-clock recording `state`, which is `running` or `blocked`.
    public func profile() -> Profile {
        var assembly = RecordingAssembly(self)
        return assembly.profile()
    }
}

/// The making of a profile from a recording.
private struct RecordingAssembly {
    private let recording: Recording
    private var builder: ProfileBuilder
    private var modules: ModuleMap
    private var mappings: [MappingID?]
    /// By the number of the modules' generation and the address.
    private var locations: [Place: LocationID] = [:]
    private var stacks: [Place: StackID] = [:]
    private var labels: [LabelKey: LabelSetID] = [:]

    private struct Place: Hashable {
        var generation: Int
        var value: UInt64
    }

    private struct LabelKey: Hashable {
        var thread: UInt32
        var isBlocked: Bool
    }

    private struct SampleKey: Hashable {
        var stack: StackID
        var labels: LabelSetID
    }

    private struct Sum {
        var count: Int64 = 0
        var weight: Int64 = 0
    }

    init(_ recording: Recording) {
        self.recording = recording
        let time = SampleType(recording.accounting.clock.rawValue, unit: "nanoseconds")
        builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count"), time])
        modules = ModuleMap(recording.modules)
        mappings = [MappingID?](repeating: nil, count: recording.modules.count)
        builder.describe { profile in
            profile.period = Profile.Period(
                type: time, value: 1_000_000_000 / Int64(recording.accounting.requestedRate))
            profile.time = Int64(clamping: recording.process.startTime)
            profile.duration = Int64(clamping: recording.accounting.duration)
            profile.comments = recording.comments
        }
    }

    mutating func profile() -> Profile {
        // The program itself first, as pprof has it: the loader names it first.
        for index in recording.modules.indices { _ = mapping(ofModule: index) }
        var sums: [SampleKey: Int] = [:]
        var order: [(key: SampleKey, sum: Sum)] = []
        for sample in recording.samples {
            let key = SampleKey(stack: stack(of: sample), labels: labelSet(of: sample))
            let place = sums[key] ?? order.count
            if place == order.count {
                sums[key] = place
                order.append((key, Sum()))
            }
            order[place].sum.count += Int64(sample.count)
            // The reader has seen to it that the sum of all weights fits.
            order[place].sum.weight += Int64(sample.weight)
        }
        for (key, sum) in order { builder.add(key.stack, labels: key.labels, values: [sum.count, sum.weight]) }
        return builder.profile
    }

    private mutating func mapping(ofModule index: Int) -> MappingID {
        if let known = mappings[index] { return known }
        let module = recording.modules[index]
        let id = builder.mapping(
            Mapping(
                addresses: module.addresses, fileOffset: module.fileOffset, file: module.path, buildID: module.buildID))
        mappings[index] = id
        return id
    }

    private mutating func stack(of sample: RecordedSample) -> StackID {
        let place = Place(generation: modules.generation(at: sample.time), value: UInt64(sample.stack))
        if let known = stacks[place] { return known }
        var stack = StackTree.root
        for frame in recording.frames(ofStack: sample.stack).reversed() {
            stack = builder.stack(of: location(of: frame, generation: place.generation), calledFrom: stack)
        }
        stacks[place] = stack
        return stack
    }

    private mutating func location(of frame: UInt64, generation: Int) -> LocationID {
        let place = Place(generation: generation, value: frame)
        if let known = locations[place] { return known }
        let id =
            if let marker = FrameMarker(frame) {
                builder.location(named: marker.name)
            } else {
                builder.location(
                    Location(
                        mapping: modules.module(of: frame, generation: generation).map { mapping(ofModule: $0) },
                        address: frame))
            }
        locations[place] = id
        return id
    }

    private mutating func labelSet(of sample: RecordedSample) -> LabelSetID {
        let key = LabelKey(thread: sample.thread, isBlocked: sample.isBlocked)
        if let known = labels[key] { return known }
        var set: [Label] = []
        if let thread = recording.threads[sample.thread] {
            if !thread.name.isEmpty { set.append(Label("thread", thread.name)) }
            set.append(Label("tid", Int64(thread.id)))
        }
        if recording.accounting.clock == .wall { set.append(Label("state", sample.isBlocked ? "blocked" : "running")) }
        let id = builder.labelSet(set)
        labels[key] = id
        return id
    }
}
