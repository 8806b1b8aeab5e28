package io.tapline.eventstore.threshold;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was decided about an event for one key, for reading; written once by the store. */
@Entity(name = "Decision")
@Table(schema = "eventstore", name = "decision")
public class DecisionEntity {
  /** An event is decided once for each of its keys, and once more when it relapses. */
  @Embeddable
  public record Id(
      @Column(name = "event_id") String eventId,
      @Column(name = "key") String key,
      @Enumerated(EnumType.STRING) @Column(name = "outcome") Outcome outcome) {}

  @EmbeddedId private @Nullable Id id;

  @Column(name = "reason")
  private String reason;

  @Column(name = "decide_time")
  private Instant decideTime;

  @Embedded private @Nullable WindowColumns window;

  @Column(name = "thresholded_count")
  private long thresholdedCount;

  /** For Hibernate. */
  protected DecisionEntity() {}

  public Decision decision() {
    Id of = Objects.requireNonNull(id);
    ThresholdWindow after = Objects.requireNonNull(window).window();
    return new Decision(of.outcome(), of.key(), reason, decideTime, after, thresholdedCount);
  }
}
