internal import COpenBLAS

/// OpenBLAS on one thread, for figures, regressions and tests. The training path never comes here: the order of sums
/// inside OpenBLAS depends on the processor.
package enum LinearAlgebra {
  private static let oneThread: Void = openblas_set_num_threads(1)

  /// Eigenvalues from the largest to the smallest, and unit eigenvectors as columns in the same order, each with its
  /// largest component (the first of them, if several are within a millionth) positive.
  package struct Eigensystem: Hashable, Sendable {
    package var values: [Double]
    package var vectors: Matrix
  }

  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case notFinite
    case notPositiveDefinite
    case noConvergence

    package var description: String {
      switch self {
      case .notFinite: "the matrix has an entry that is not a finite number"
      case .notPositiveDefinite: "the second matrix is not positive definite"
      case .noConvergence: "the eigenvalues did not converge"
      }
    }
  }

  /// Solves A v = λ v for a symmetric matrix (LAPACK's dsyev); only the upper triangle is read.
  package static func symmetricEigensystem(_ matrix: Matrix) throws(Failure) -> Eigensystem {
    precondition(matrix.rows == matrix.columns, "a square matrix")
    guard matrix.elements.allSatisfy(\.isFinite) else { throw .notFinite }
    guard matrix.rows > 0 else { return Eigensystem(values: [], vectors: matrix) }
    _ = oneThread
    var size = Int32(matrix.rows)
    // Fortran reads rows as columns; of a symmetric matrix, our upper triangle is its lower.
    var a = matrix.elements
    var values = [Double](repeating: 0, count: matrix.rows)
    var workCount = Int32(max(1, 34 * matrix.rows))
    var work = [Double](repeating: 0, count: Int(workCount))
    var info: Int32 = 0
    unsafe dsyev_("V", "L", &size, &a, &size, &values, &work, &workCount, &info)
    guard info == 0 else { throw .noConvergence }
    return ordered(values, columnMajor: a)
  }

  /// Solves A v = λ B v for symmetric A and symmetric positive definite B (LAPACK's dsygv). The eigenvectors are scaled
  /// so that vᵀ B v = 1; only the upper triangles are read.
  package static func generalizedEigensystem(_ matrix: Matrix, _ metric: Matrix) throws(Failure) -> Eigensystem {
    precondition(matrix.rows == matrix.columns && metric.rows == metric.columns && matrix.rows == metric.rows)
    guard matrix.elements.allSatisfy(\.isFinite), metric.elements.allSatisfy(\.isFinite) else { throw .notFinite }
    guard matrix.rows > 0 else { return Eigensystem(values: [], vectors: matrix) }
    _ = oneThread
    var kind: Int32 = 1
    var size = Int32(matrix.rows)
    var a = matrix.elements
    var b = metric.elements
    var values = [Double](repeating: 0, count: matrix.rows)
    var workCount = Int32(max(1, 34 * matrix.rows))
    var work = [Double](repeating: 0, count: Int(workCount))
    var info: Int32 = 0
    unsafe dsygv_(&kind, "V", "L", &size, &a, &size, &b, &size, &values, &work, &workCount, &info)
    guard info == 0 else { throw info > size ? .notPositiveDefinite : .noConvergence }
    return ordered(values, columnMajor: a)
  }

  /// From LAPACK's rising order and free signs to ours.
  private static func ordered(_ rising: [Double], columnMajor: [Double]) -> Eigensystem {
    let size = rising.count
    var vectors = Matrix(rows: size, columns: size)
    for target in 0..<size {
      let source = size - 1 - target
      let column = columnMajor[source * size..<(source + 1) * size]
      let largest = column.map(\.magnitude).max() ?? 0
      let leading = column.first { $0.magnitude >= largest * (1 - 1e-6) } ?? 0
      for (row, value) in column.enumerated() { vectors[row, target] = leading < 0 ? -value : value }
    }
    return Eigensystem(values: rising.reversed(), vectors: vectors)
  }

  // MARK: Products

  /// A B, or Aᵀ B, or A Bᵀ, or Aᵀ Bᵀ (BLAS's dgemm).
  package static func product(
    _ left: Matrix, _ right: Matrix, transposingLeft: Bool = false, transposingRight: Bool = false
  ) -> Matrix {
    let rows = transposingLeft ? left.columns : left.rows
    let depth = transposingLeft ? left.rows : left.columns
    let columns = transposingRight ? right.rows : right.columns
    precondition(depth == (transposingRight ? right.columns : right.rows), "inner dimensions agree")
    var result = Matrix(rows: rows, columns: columns)
    guard rows > 0, columns > 0, depth > 0 else { return result }
    _ = oneThread
    unsafe cblas_dgemm(
      CblasRowMajor, transposingLeft ? CblasTrans : CblasNoTrans, transposingRight ? CblasTrans : CblasNoTrans,
      blasint(rows), blasint(columns), blasint(depth), 1, left.elements, blasint(left.columns), right.elements,
      blasint(right.columns), 0, &result.elements, blasint(columns))
    return result
  }

  /// C ← A B (or with Aᵀ, Bᵀ) in single precision (BLAS's sgemm); all row by row: C is rows × columns, the sum runs over
  /// `depth` terms.
  package static func product(
    _ left: [Float], _ right: [Float], rows: Int, columns: Int, depth: Int, transposingLeft: Bool = false,
    transposingRight: Bool = false
  ) -> [Float] {
    precondition(left.count == rows * depth && right.count == depth * columns, "operands fill their shapes")
    var result = [Float](repeating: 0, count: rows * columns)
    guard rows > 0, columns > 0, depth > 0 else { return result }
    _ = oneThread
    unsafe cblas_sgemm(
      CblasRowMajor, transposingLeft ? CblasTrans : CblasNoTrans, transposingRight ? CblasTrans : CblasNoTrans,
      blasint(rows), blasint(columns), blasint(depth), 1, left, blasint(transposingLeft ? rows : depth), right,
      blasint(transposingRight ? depth : columns), 0, &result, blasint(columns))
    return result
  }
}
