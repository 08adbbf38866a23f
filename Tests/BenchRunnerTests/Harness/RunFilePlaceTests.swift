import Glibc
import Lab
import Testing

@Suite("Where a run file can be written")
struct RunFilePlaceTests {
    private let scratch: ScratchDirectory
    private let arguments = ["run", "good/*", "--rounds", "1", "--metrics", "time", "--time", "1ms", "--out"]

    init() throws { scratch = try ScratchDirectory() }

    @Test(
        "a path that cannot be written is refused by name", arguments: ["/proc/run.jsonl", "/dev/null/run.jsonl", "/"])
    func unwritable(path: String) throws {
        let outcome = try FixtureProgram.run(arguments + [path])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(path))
    }

    @Test("a file that exists is not touched; the message says how to go on with it")
    func existing() throws {
        scratch.write("precious".utf8, to: "file")
        let outcome = try FixtureProgram.run(arguments + [scratch["file"]])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(scratch["file"]))
        #expect(outcome.errors.contains("--resume"))
        #expect(scratch.bytes("file") == Array("precious".utf8))
    }

    @Test(
        "what can be no run file is refused with the reason",
        arguments: [("/tmp", "it is a folder"), ("/dev/full", "it is not a regular file"), ("-", "standard output")])
    func noFile(path: String, reason: String) throws {
        let outcome = try FixtureProgram.run(arguments + [path])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(reason))
        #expect(!outcome.errors.contains("--resume"))
    }

    @Test("all folders that are missing above a run file are made")
    func folders() throws {
        let path = scratch["one/two/run.jsonl"]
        // The scratch directory removes files only.
        defer {
            unlink(path)
            rmdir(scratch["one/two"])
            rmdir(scratch["one"])
        }
        let outcome = try FixtureProgram.run(arguments + [path])
        #expect(outcome.status == 0)
        #expect(try Run(contentsOf: path).isComplete)
    }

    // A limit on the size of files stands in for a disk that is full; in a shell it counts blocks of 512 bytes.
    @Test("where not even the header can be written, nothing is left behind")
    func fullAtOnce() throws {
        let outcome = try FixtureProgram.run(arguments + [scratch["run"]], shell: "trap '' XFSZ; ulimit -f 1")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("cannot be written"))
        #expect(scratch.bytes("run") == nil)
    }

    @Test("where the disk fills up, the rounds before are kept, and the run can go on elsewhere")
    func fullLater() throws {
        let more = ["run", "good/*", "--rounds", "40", "--metrics", "time", "--time", "1ms", "--out", scratch["run"]]
        let outcome = try FixtureProgram.run(more, shell: "trap '' XFSZ; ulimit -f 12")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(scratch["run"]))
        #expect(outcome.errors.contains("the rounds before are kept"))
        let run = try Run(contentsOf: scratch["run"])
        #expect(!run.rounds.isEmpty && !run.isComplete)
        #expect(!run.warnings.isEmpty)
    }

    @Test("a file that is being written is not for a second run")
    func twoAtOnce() throws {
        let first = try FixtureProgram.start(
            ["run", "good/*", "--rounds", "4", "--metrics", "time", "--time", "10ms", "--out", scratch["run"]])
        try #require(waitUntil { scratch.lines("run") > 1 })
        let second = try FixtureProgram.run(arguments + [scratch["run"]])
        let third = try FixtureProgram.run(["run", "--resume", scratch["run"]])
        #expect(try !first.hasEnded(), "the first run was over too early to tell")
        #expect(second.status == 2)
        #expect(third.status == 2)
        #expect(third.errors.contains("another process"))
        #expect(try first.wait().status == 0)
        #expect(try Run(contentsOf: scratch["run"]).isComplete)
    }
}
