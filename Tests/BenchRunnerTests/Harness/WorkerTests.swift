import Glibc
import Lab
import Testing

@testable import BenchRunner

@Suite("Workers")
struct WorkerTests {
    private static let request: WorkerRequest = {
        var plan = MeasurementPlan()
        plan.pass = .count
        plan.metrics = [.time, .allocs]
        plan.sampleSeconds = 0.25
        plan.warmUpLimitSeconds = 0.125
        plan.precision = 0.01
        plan.seed = .max
        return WorkerRequest(
            key: .init(benchmark: "suite/\"quoted\" \u{0} 😀/n=1", number: 9_999, pass: .count), plan: plan,
            startedAt: .max - 1, parent: .max)
    }()

    @Test("a request reads back as it was written")
    func roundTrip() {
        #expect(WorkerRequest(Self.request.json.text()) == Self.request)
    }

    @Test("a request without one of its members is none")
    func members() throws {
        let members = try #require(Self.request.json.objectValue)
        for member in members where member.key != "precision" {
            let json = JSONValue.object(members.filter { $0.key != member.key })
            #expect(WorkerRequest(json.text()) == nil, "\(member.key)")
        }
    }

    @Test("a text that is no request never does more than be refused")
    func noRequest() {
        var random = Lab.SplitMix64(seed: 1)
        let text = Array(Self.request.json.text().utf8)
        for _ in 0..<2_000 {
            var changed = text
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                changed[Int.random(in: 0..<changed.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            _ = WorkerRequest(String(decoding: changed, as: UTF8.self))
        }
        for text in ["", "{", "[]", "null", "{}", "7"] { #expect(WorkerRequest(text) == nil) }
    }

    @Test("a worker that a person starts says that it is none of theirs", arguments: ["", "{}", "rubbish"])
    func startedByHand(request: String) throws {
        let outcome = try FixtureProgram.run([WorkerRequest.verb, request])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("error: "))
    }

    @Test("a worker whose parent has gone before it could ask to be told ends without measuring")
    func orphan() throws {
        let request = WorkerRequest(
            key: .init(benchmark: "hang/patient", number: 0, pass: .time), plan: MeasurementPlan(), startedAt: 0,
            parent: 1 << 30)
        let outcome = try FixtureProgram.run([WorkerRequest.verb, request.json.text()], face: "patient")
        #expect(outcome.status == 1)
    }

    @Test("only the verbs that are for people are listed")
    func hidden() throws {
        #expect(try !FixtureProgram.run(["--help"]).output.contains(WorkerRequest.verb))
    }
}
