import Testing

/// One program at a time: two would take the processors from each other, and wait where they mean to work.
@Suite("The sampler", .serialized)
struct SamplerTests {}
