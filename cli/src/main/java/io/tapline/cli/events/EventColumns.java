package io.tapline.cli.events;

import io.tapline.cli.output.Column;
import io.tapline.cli.output.Format;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.eventstore.v1.Event;
import java.util.ArrayList;
import java.util.List;

/** The columns of lists of events. */
final class EventColumns {
  private EventColumns() {}

  static List<Column<Event>> of(IntervalOptions times, Format format) {
    List<Column<Event>> columns = new ArrayList<>();
    columns.add(times.column("detect_time", Event::getDetectTime));
    columns.add(Column.text("severity", EventText::severity));
    columns.add(Column.text("outcome", EventText::outcome));
    columns.add(Column.text("categories", EventText::categories));
    columns.add(Column.text("sources", EventText::sources));
    columns.add(Column.text("description", Event::getDescription));
    columns.add(Column.text("id", Event::getId));
    if (format != Format.TABLE) {
      columns.add(Column.text("event_class", Event::getEventClass));
      columns.add(
          Column.text("targets", event -> String.join(" ", event.getTargetAddressesList())));
      columns.add(Column.text("detectors", event -> String.join(" ", event.getDetectorsList())));
      columns.add(Column.text("reason", event -> event.getDecision().getReason()));
      columns.add(times.column("storage_time", Event::getStorageTime));
    }
    return columns;
  }
}
