import OffprintCore
import Plotting

extension FigureContent {
  /// What a plot became, with what the report has to add to its note.
  init(_ figure: Figure, note: String? = nil) {
    self.init(
      drawing: figure.displayList, narrowDrawing: figure.narrow, note: Sentences.joined(figure.captionNote, note),
      data: figure.data, table: figure.table, scene: figure.scene)
  }
}

extension FigureInput {
  /// What `draw` makes; its errors in the reader's words.
  func content(_ draw: () throws -> FigureContent) throws(FigureUnavailable) -> FigureContent {
    do {
      return try draw()
    } catch let error as FigureUnavailable {
      throw error
    } catch let error as PlotError {
      throw FigureUnavailable(Sentences.sentence(error.description))
    } catch {
      throw FigureUnavailable("Its settings cannot be read: \(error).")
    }
  }

  /// The quantity under `key` of `setting`.
  func quantity(_ key: String, of setting: Setting? = nil) throws(SettingError) -> RunQuantity {
    RunQuantity(try (setting ?? plot).string(key), for: configurations)
  }

  /// A metric under `key`: what configurations are measured by.
  func metric(_ key: String = "metric") throws -> RunQuantity {
    let quantity = try quantity(key)
    guard !quantity.isSetting else {
      throw FigureUnavailable(
        "Its \(key) is ‘\(quantity.quantity.name)’, which is no metric; there are "
          + Quantity.metrics.joined(separator: ", ") + ".")
    }
    return quantity
  }
}
