import Testing

@testable import Lab

@Suite("Machine records")
struct MachineRecordTests {
    private func record(_ configurations: ResultConfiguration...) -> MachineRecord {
        var record = MachineRecord()
        for configuration in configurations { record.add(configuration) }
        return record
    }

    @Test("equal machines, and keys that one side does not record, are no obstacle")
    func alike() {
        let full: ResultConfiguration = ["cpu": "A", "kernel": "1", "goos": "linux", "commit": "x"]
        #expect(MachineRecord.obstacles(base: record(full), head: record(full)).isEmpty)
        #expect(MachineRecord.obstacles(base: record(["cpu": "A"]), head: record(full)).isEmpty)
        #expect(MachineRecord.obstacles(base: record([:]), head: record(full)).isEmpty)
        #expect(MachineRecord.obstacles(base: record(full), head: record(["cpu": "A", "commit": "y"])).isEmpty)
    }

    @Test("all differences are one reason, the gravest first")
    func different() {
        let base = record(["build": "release", "kernel": "1", "cpu": "A"])
        let head = record(["build": "debug", "kernel": "1", "cpu": "B"])
        #expect(
            MachineRecord.obstacles(base: base, head: head) == [
                "measured on another machine or build (cpu: A against B; build: release against debug)"
            ])
    }

    @Test("a mixture is like nothing, not even like itself, unless tables keep its parts apart")
    func mixtures() {
        let mixed = record(["cpu": "A"], ["cpu": "B"], ["cpu": "A"])
        #expect(
            MachineRecord.obstacles(base: mixed, head: mixed) == [
                "base mixes machines, builds or packages (cpu: A and B)",
                "head mixes machines, builds or packages (cpu: A and B)",
            ])
        #expect(MachineRecord.obstacles(base: mixed, head: mixed, apart: ["cpu"]).isEmpty)
        #expect(MachineRecord.obstacles(base: mixed, head: record(["cpu": "A"])).count == 1)
    }

    @Test("a run says of itself what Go's text says, in Go's words, and more")
    func configuration() {
        var environment = SyntheticRun(operations: []).environment
        environment.cpu = "Intel(R) Xeon(R) Processor @ 2.20GHz (family 6, model 85, stepping 7)"
        let configuration = environment.configuration
        #expect(configuration["goos"] == "linux" && configuration["goarch"] == "amd64")
        #expect(configuration["cpu"] == "Intel(R) Xeon(R) Processor @ 2.20GHz")
        #expect(configuration["cpu-model"] == "family 6, model 85, stepping 7")
        environment.architecture = "aarch64"
        environment.cpu = "CPU implementer 0x41, CPU part 0xd0c"
        #expect(environment.configuration["goarch"] == "arm64")
        #expect(environment.configuration["cpu"] == environment.cpu)
        #expect(environment.configuration["cpu-model"] == nil)
    }
}
