import Foundation
import Interop
import TestSupport
import Testing

@Suite("File system") struct FileSystemTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func path(_ name: String) -> String { directory.path + "/" + name }

  @Test func `a new file holds what was written and is never overwritten`() throws {
    try FileSystem.writeNew([1, 2, 3], to: path("a"))
    #expect(try FileSystem.read(path("a")) == [1, 2, 3])
    #expect(try FileSystem.size(of: path("a")) == 3)
    let error = #expect(throws: SystemError.self) { try FileSystem.writeNew([4], to: path("a")) }
    #expect(error?.isExisting == true)
    #expect(try FileSystem.read(path("a")) == [1, 2, 3])
  }

  @Test func `reading stops at the limit`() throws {
    try FileSystem.writeNew([UInt8](repeating: 7, count: 100_000), to: path("a"))
    #expect(try FileSystem.read(path("a"), atMost: 10) == [UInt8](repeating: 7, count: 10))
    #expect(try FileSystem.read(path("a"), atMost: 0) == [])
  }

  @Test func `what is no file is refused and not waited for`() throws {
    let missing = #expect(throws: SystemError.self) { try FileSystem.read(path("none")) }
    #expect(missing?.isMissing == true)
    let folder = #expect(throws: SystemError.self) { try FileSystem.read(directory.path) }
    #expect(folder?.reason == "it is a directory")
    // A device, whose bytes would never end.
    #expect(throws: SystemError.self) { try FileSystem.read("/dev/zero") }
  }

  @Test func `kinds are told apart`() throws {
    try directory.write([1], to: "sub/file")
    #expect(FileSystem.kind(of: path("sub")) == .directory)
    #expect(FileSystem.kind(of: path("sub/file")) == .file)
    #expect(FileSystem.kind(of: path("sub/none")) == .missing)
    #expect(FileSystem.kind(of: path("sub/file/below")) == .missing)
    #expect(FileSystem.kind(of: "/dev/null") == .other)
  }

  @Test func `entries come sorted by their bytes`() throws {
    for name in ["b", "a", "Z", "ä", "a1"] { try directory.write([], to: name) }
    #expect(try FileSystem.entries(of: directory.path) == ["Z", "a", "a1", "b", "ä"])
  }

  @Test func `directories are made with all above them, and making them again is no error`() throws {
    try FileSystem.makeDirectories(path("x/y/z/"))
    try FileSystem.makeDirectories(path("x/y/z"))
    #expect(FileSystem.kind(of: path("x/y/z")) == .directory)
    try FileSystem.syncDirectory(path("x/y"))
    try directory.write([], to: "file")
    #expect(throws: SystemError.self) { try FileSystem.makeDirectories(path("file/below")) }
  }

  @Test func `a directory never replaces one that has something in it`() throws {
    try directory.write([1], to: "new/a")
    try directory.write([2], to: "old/a")
    let error = #expect(throws: SystemError.self) { try FileSystem.rename(path("new"), to: path("old")) }
    #expect(error?.isExisting == true)
    #expect(try directory.read("old/a") == [2])
  }

  @Test func `removing a tree leaves what its symbolic links lead to`() throws {
    try directory.write([1], to: "kept/a")
    try directory.write([1], to: "tree/sub/b")
    try FileManager.default.createSymbolicLink(atPath: path("tree/link"), withDestinationPath: path("kept"))
    try FileSystem.removeTree(path("tree"))
    #expect(FileSystem.kind(of: path("tree")) == .missing)
    #expect(try directory.read("kept/a") == [1])
  }

  @Test func `a locked directory cannot be locked again until it is let go`() throws {
    try directory.write([], to: "held/a")
    var first = DirectoryLock(path("held"))
    #expect(first != nil)
    #expect(DirectoryLock(path("held")) == nil)
    first = nil
    #expect(DirectoryLock(path("held")) != nil)
    #expect(DirectoryLock(path("none")) == nil)
    withExtendedLifetime(first) {}
  }

  @Test func `errors are sentences with the path and the cause`() {
    let full = SystemError(operation: "write", path: "/x", code: 28)
    #expect(full.isDiskFull)
    #expect(full.description == "cannot write ‘/x’: the disk is full")
    #expect(SystemError(operation: "read", path: "/x", code: 9999).description == "cannot read ‘/x’: system error 9999")
  }
}
