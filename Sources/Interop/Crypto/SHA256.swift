internal import CCrypto

/// SHA-256 (FIPS 180-4) by OpenSSL's libcrypto.
package enum SHA256 {
  /// The 32 bytes of the digest.
  package static func digest(_ bytes: [UInt8]) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe digest($0) }
  }

  /// The same of numbers as they lie in memory, four bytes each: the low one first on every machine that this runs on.
  package static func digest(_ numbers: [Float]) -> [UInt8] {
    unsafe numbers.withUnsafeBytes { unsafe digest($0) }
  }

  private static func digest(_ input: UnsafeRawBufferPointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    unsafe digest.withUnsafeMutableBytes { output in
      _ = unsafe EVP_Digest(
        input.baseAddress, input.count, output.baseAddress?.assumingMemoryBound(to: UInt8.self), nil, EVP_sha256(), nil)
    }
    return digest
  }
}
