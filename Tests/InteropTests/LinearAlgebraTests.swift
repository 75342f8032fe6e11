import Interop
import Testing

@Suite("Linear algebra") struct LinearAlgebraTests {
  private func isClose(_ first: Double, _ second: Double) -> Bool { (first - second).magnitude < 1e-10 }

  @Test func `a symmetric matrix has the eigenvalues and vectors of the textbook`() throws {
    // ((2, 1), (1, 2)): 3 along (1, 1), 1 along (1, −1).
    let system = try LinearAlgebra.symmetricEigensystem(Matrix(rows: 2, columns: 2, elements: [2, 1, 1, 2]))
    let half = 0.5.squareRoot()
    #expect(isClose(system.values[0], 3) && isClose(system.values[1], 1))
    #expect(zip(system.vectors.elements, [half, half, half, -half]).allSatisfy(isClose))
  }

  @Test func `eigenvectors solve their equation and keep their sign when the matrix is scaled`() throws {
    let size = 9
    var matrix = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size { matrix[row, column] = 1 / Double(row + column + 1) + (row == column ? Double(row) : 0) }
    }
    let system = try LinearAlgebra.symmetricEigensystem(matrix)
    #expect(system.values == system.values.sorted(by: >))
    for index in 0..<size {
      let vector = system.vectors.column(index)
      for row in 0..<size {
        let image = (0..<size).reduce(0.0) { $0 + matrix[row, $1] * vector[$1] }
        #expect((image - system.values[index] * vector[row]).magnitude < 1e-9)
      }
      let largest = vector.max { $0.magnitude < $1.magnitude } ?? 0
      #expect(largest > 0)
    }
    var scaled = matrix
    for index in scaled.elements.indices { scaled.elements[index] *= 7 }
    let other = try LinearAlgebra.symmetricEigensystem(scaled)
    #expect(zip(system.vectors.elements, other.vectors.elements).allSatisfy { ($0 - $1).magnitude < 1e-9 })
  }

  @Test func `a generalized problem is solved in its metric`() throws {
    let a = Matrix(rows: 2, columns: 2, elements: [4, 0, 0, 9])
    let b = Matrix(rows: 2, columns: 2, elements: [4, 0, 0, 1])
    let system = try LinearAlgebra.generalizedEigensystem(a, b)
    #expect(isClose(system.values[0], 9) && isClose(system.values[1], 1))
    #expect(zip(system.vectors.elements, [0, 0.5, 1, 0]).allSatisfy(isClose))
  }

  @Test func `matrices without an answer are refused, not trapped on`() {
    let broken = Matrix(rows: 1, columns: 1, elements: [.nan])
    #expect(throws: LinearAlgebra.Failure.notFinite) { try LinearAlgebra.symmetricEigensystem(broken) }
    let identity = Matrix(rows: 2, columns: 2, elements: [1, 0, 0, 1])
    let indefinite = Matrix(rows: 2, columns: 2, elements: [1, 0, 0, -1])
    #expect(throws: LinearAlgebra.Failure.notPositiveDefinite) {
      try LinearAlgebra.generalizedEigensystem(identity, indefinite)
    }
    #expect(throws: Never.self) { try LinearAlgebra.symmetricEigensystem(Matrix(rows: 0, columns: 0)) }
  }

  @Test(arguments: [(false, false), (true, false), (false, true), (true, true)])
  func `products agree with three plain loops`(transposes: (left: Bool, right: Bool)) {
    let (rows, depth, columns) = (3, 4, 5)
    func left(_ row: Int, _ term: Int) -> Double { Double(row * 7 + term * 3 % 5 - 4) }
    func right(_ term: Int, _ column: Int) -> Double { Double(term * 2 - column) }
    var a = Matrix(rows: transposes.left ? depth : rows, columns: transposes.left ? rows : depth)
    var b = Matrix(rows: transposes.right ? columns : depth, columns: transposes.right ? depth : columns)
    for term in 0..<depth {
      for row in 0..<rows {
        if transposes.left { a[term, row] = left(row, term) } else { a[row, term] = left(row, term) }
      }
      for column in 0..<columns {
        if transposes.right { b[column, term] = right(term, column) } else { b[term, column] = right(term, column) }
      }
    }
    let expected = (0..<rows * columns).map { index in
      (0..<depth).reduce(0.0) { $0 + left(index / columns, $1) * right($1, index % columns) }
    }
    let product = LinearAlgebra.product(a, b, transposingLeft: transposes.left, transposingRight: transposes.right)
    #expect(product.elements == expected)
    let single = LinearAlgebra.product(
      a.elements.map(Float.init), b.elements.map(Float.init), rows: rows, columns: columns, depth: depth,
      transposingLeft: transposes.left, transposingRight: transposes.right)
    #expect(single == expected.map(Float.init))
  }
}
