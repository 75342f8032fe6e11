package import Interop
package import OffprintCore
package enum LearningCurves { package static let declaration = ComponentDeclaration("learning-curves", "x") }
