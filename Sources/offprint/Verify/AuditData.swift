import Experiment
import Notebook
import OffprintCore
import Report
import Training

/// The data that a report's runs are trained on again.
enum AuditData {
  /// It is here: the report's own, or the same set by another build.
  case found(DataSet)
  /// It is not, and why: a clause without a final stop.
  case absent(String)

  /// Found as ‘offprint run’ finds it, but for the order of the notebook's list: it has to be the set that the report says.
  static func find(_ report: AuditedReport, _ access: DataAccess, workers: Int) -> AuditData {
    guard let reported = report.evidence.data else { return .absent("the report was made without any data") }
    do throws(DataError) {
      guard let setting = try setting(of: reported, among: report.loaded.notebook.frontMatter.data, workers) else {
        return .absent("the notebook of the report lists no data set ‘\(reported.name)’")
      }
      let data = try access.load([setting]).dataSet
      guard data.digest != reported.digest else { return .found(data) }
      guard data.train.count == reported.trainCount, data.test.count == reported.testCount else {
        return .absent("the data here are others than the report's")
      }
      return .found(data)
    } catch {
      return .absent(error.description)
    }
  }

  /// The set with the report's digest, else one of its name.
  private static func setting(
    of reported: DataIdentity, among settings: [Setting], _ workers: Int
  ) throws(DataError) -> Setting? {
    var named: Setting?
    for setting in settings {
      let identity = try DataResolver.identity(of: setting, workers: workers)
      if identity.digest == reported.digest { return setting }
      if identity.name == reported.name, named == nil { named = setting }
    }
    return named
  }
}
