package io.tapline.eventstore.threshold;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** The window of a decision as columns. */
@Embeddable
class WindowColumns {
  @Column(name = "window_start")
  private Instant start;

  @Column(name = "relapse_start")
  private Instant relapseStart;

  @Column(name = "window_end")
  private Instant end;

  @Column(name = "relapse_until")
  private Instant relapseUntil;

  @Column(name = "opened_by_event_id")
  private String openedByEventId;

  /** For Hibernate. */
  protected WindowColumns() {}

  ThresholdWindow window() {
    return new ThresholdWindow(start, relapseStart, end, relapseUntil, openedByEventId);
  }
}
