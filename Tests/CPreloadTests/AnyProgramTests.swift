import Glibc
import Testing

/// A program of the system, given by its name, that must do the same with the preload library as without.
struct SystemProgram: CustomTestStringConvertible {
    var name: String
    var arguments: [String]

    var testDescription: String {
        ([name] + arguments.map { $0.count > 30 ? $0.prefix(30) + "…" : $0 }).joined(separator: " ")
    }

    /// Where the search path has the program; nil if it is not installed.
    var path: String? {
        guard let directories = getenv("PATH") else { return nil }
        return String(cString: directories).split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }
}

@Suite("The preload library in any program")
struct AnyProgramTests {
    static let programs = [
        SystemProgram(name: "ls", arguments: ["-l", "/etc"]),
        SystemProgram(name: "true", arguments: []),
        SystemProgram(name: "false", arguments: []),
        SystemProgram(name: "sort", arguments: ["--parallel=4", "/etc/services", "/etc/passwd"]),
        SystemProgram(
            name: "bash", arguments: ["-c", "for i in 1 2 3; do (echo $i | cat; exit $i) & wait $!; done; exit 7"]),
        SystemProgram(name: "bash", arguments: ["-c", "kill -TERM $$"]),
        SystemProgram(
            name: "python3",
            arguments: [
                "-c",
                """
                import ctypes, os, subprocess, threading
                results = [0] * 16
                def work(i): results[i] = len([str(n) * 3 for n in range(20000)])
                threads = [threading.Thread(target=work, args=(i,)) for i in range(16)]
                [t.start() for t in threads]; [t.join() for t in threads]
                child = os.fork()
                if child == 0: os._exit(len([0] * 5))
                print(results, os.waitpid(child, 0)[1] >> 8, subprocess.check_output(["echo", "spawned"]))
                print(ctypes.CDLL("libm.so.6").abs(-4))
                raise SystemExit(3)
                """,
            ]),
        SystemProgram(name: "perl", arguments: ["-e", "my %h = map { $_ => \"x$_\" } 1..50000; print scalar keys %h"]),
        SystemProgram(name: "git", arguments: ["--version"]),
        SystemProgram(name: "gcc", arguments: ["-x", "c", "-S", "-o", "-", "/dev/null"]),
        SystemProgram(
            name: "node",
            arguments: [
                "-e",
                """
                const { Worker } = require('worker_threads');
                new Worker("require('worker_threads').parentPort.postMessage('x'.repeat(9).length)", { eval: true })
                    .on('message', m => { console.log(m); process.exitCode = 5 })
                """,
            ]),
        SystemProgram(name: "java", arguments: ["-version"]),
        SystemProgram(name: "swiftc", arguments: ["--version"]),
    ].filter { $0.path != nil }

    @Test("leaves a program's output and exit status as they are", arguments: programs)
    func unchanged(program: SystemProgram) throws {
        let path = try #require(program.path)
        var environment = ["LC_ALL": "C", "HOME": "/tmp"]
        environment["PATH"] = getenv("PATH").map { String(cString: $0) }
        let plain = try Command(path: path, arguments: program.arguments, environment: environment).run()
        environment["LD_PRELOAD"] = Fixtures.preloadLibrary
        let preloaded = try Command(path: path, arguments: program.arguments, environment: environment).run()
        #expect(preloaded == plain)
    }

    @Test("brings nothing into a program but libc")
    func noSwiftRuntime() throws {
        let command = Command(
            path: "/bin/cat", arguments: ["/proc/self/maps"], environment: ["LD_PRELOAD": Fixtures.preloadLibrary])
        let mappings = try command.run().output
        #expect(mappings.contains("libLabPreload.so"))
        #expect(!mappings.contains("libswift"))
        #expect(!mappings.contains("libstdc++"))
    }
}
