package import OffprintCore

/// The kinds of figures a notebook can ask for.
package enum PlottingVocabulary {
  package static let plots: [ComponentDeclaration] = []
}
