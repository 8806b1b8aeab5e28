package io.tapline.eventstore.threshold;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A window as columns; all null while there is none. */
@Embeddable
class WindowColumns {
  @Column(name = "window_start")
  private @Nullable Instant start;

  @Column(name = "relapse_start")
  private @Nullable Instant relapseStart;

  @Column(name = "window_end")
  private @Nullable Instant end;

  @Column(name = "opened_by_event_id")
  private @Nullable String openedByEventId;

  @Column(name = "thresholded_count", nullable = false)
  private long thresholdedCount;

  @Column(name = "last_thresholded")
  private @Nullable Instant lastThresholded;

  /** For Hibernate. */
  protected WindowColumns() {}

  static WindowColumns of(ThresholdWindow window) {
    WindowColumns columns = new WindowColumns();
    columns.start = window.start();
    columns.relapseStart = window.relapseStart();
    columns.end = window.end();
    columns.openedByEventId = window.openedByEventId();
    columns.thresholdedCount = window.thresholdedCount();
    columns.lastThresholded = window.lastThresholded();
    return columns;
  }

  @Nullable ThresholdWindow window() {
    if (start == null || relapseStart == null || end == null || openedByEventId == null) {
      return null;
    }
    return new ThresholdWindow(
        start, relapseStart, end, openedByEventId, thresholdedCount, lastThresholded);
  }
}
