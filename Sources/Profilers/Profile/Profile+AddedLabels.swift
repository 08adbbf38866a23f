extension Profile {
    /// The profile with more labels on every sample: which process or benchmark it is of, say.
    public func adding(_ labels: [Label]) -> Profile {
        if labels.isEmpty { return self }
        var profile = self
        // The first set stays the empty one.
        profile.labelSets = [[]] + labelSets.map { $0 + labels }
        profile.samples = Samples(valuesPerSample: sampleTypes.count)
        for sample in samples {
            profile.samples.append(
                stack: sample.stack, labels: LabelSetID(sample.labels.index + 1), values: sample.values)
        }
        return profile
    }
}
