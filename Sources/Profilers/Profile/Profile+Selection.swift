extension Profile {
    /// The samples at some positions, with all that the others need.
    func keeping(_ positions: [Int]) -> Profile {
        if positions.count == samples.count { return self }
        var profile = self
        profile.samples = Samples(valuesPerSample: sampleTypes.count)
        for position in positions {
            let sample = samples[position]
            profile.samples.append(stack: sample.stack, labels: sample.labels, values: sample.values)
        }
        return profile
    }

    /// Where the sample type stands that is shown first: the one called `name`, else the default, else the last, as in
    /// pprof.
    ///
    /// - Returns: nil where there is none called `name`, or no sample type at all.
    public func sampleTypeIndex(named name: String? = nil) -> Int? {
        if let name { return sampleTypes.firstIndex { $0.name == name } }
        return defaultSampleType.flatMap { name in sampleTypes.firstIndex { $0.name == name } }
            ?? sampleTypes.indices.last
    }

    /// The profile with one of its sample types alone.
    public func selecting(sampleType index: Int) -> Profile {
        precondition(sampleTypes.indices.contains(index), "there is no such sample type")
        var profile = self
        profile.sampleTypes = [sampleTypes[index]]
        if profile.defaultSampleType != sampleTypes[index].name { profile.defaultSampleType = nil }
        profile.samples = Samples(valuesPerSample: 1)
        for position in samples.indices {
            profile.samples.append(
                stack: samples.stack(position), labels: samples.labels(position),
                values: CollectionOfOne(samples.value(position, ofType: index)))
        }
        return profile
    }

    /// The profile without mappings, functions, locations, stacks and label sets that no sample uses, all else in its
    /// order.
    public func compacted() -> Profile {
        var builder = ProfileBuilder(sampleTypes: sampleTypes)
        var copier = ProfileCopier(self)
        for sample in samples {
            builder.add(
                copier.stack(sample.stack, into: &builder), labels: copier.labelSet(sample.labels, into: &builder),
                values: sample.values)
        }
        builder.describe { $0.copyDescription(of: self) }
        return builder.profile
    }
}
