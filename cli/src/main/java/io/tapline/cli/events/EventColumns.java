package io.tapline.cli.events;

import io.tapline.cli.output.Column;
import io.tapline.cli.output.Format;
import io.tapline.cli.scope.IntervalOptions;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.Event;
import java.util.ArrayList;
import java.util.List;

/** The columns of events. */
final class EventColumns {
  private EventColumns() {}

  /** Of a list. */
  static List<Column<Event>> of(IntervalOptions times, Format format) {
    List<Column<Event>> columns = new ArrayList<>();
    columns.add(times.column("detect_time", Event::getDetectTime));
    columns.addAll(most());
    if (format != Format.TABLE) {
      columns.addAll(more());
      columns.add(times.column("storage_time", Event::getStorageTime));
    }
    return columns;
  }

  /** Behind the time, what a table has room for. */
  private static List<Column<Event>> most() {
    return List.of(
        Column.text("severity", EventText::severity),
        Column.text("outcome", EventText::outcome),
        Column.text("categories", EventText::categories),
        Column.text("sources", EventText::sources),
        Column.text("description", Event::getDescription),
        Column.text("id", Event::getId));
  }

  private static List<Column<Event>> more() {
    return List.of(
        Column.text("event_class", Event::getEventClass),
        Column.text("targets", EventText::targets),
        Column.text("detectors", EventText::detectors),
        Column.text("reason", event -> event.getDecision().getReason()));
  }

  /** Of one event: as lists name them, and the message. */
  static List<Column<Event>> withMessage() {
    List<Column<Event>> columns = new ArrayList<>();
    columns.add(
        Column.text("detect_time", event -> Times.instant(event.getDetectTime()).toString()));
    columns.addAll(most());
    columns.addAll(more());
    columns.add(Column.text("idea", Event::getIdeaJson));
    return columns;
  }
}
