package io.tapline.eventstore.threshold;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was decided about an event for one key; written once. */
@Entity(name = "Decision")
@Table(schema = "eventstore", name = "decision")
public class DecisionEntity {
  /** An event is decided once for each of its keys. */
  @Embeddable
  public record Id(@Column(name = "event_id") String eventId, @Column(name = "key") String key) {}

  @EmbeddedId private @Nullable Id id;

  @Enumerated(EnumType.STRING)
  @Column(name = "outcome")
  private Outcome outcome;

  @Column(name = "reason")
  private String reason;

  @Embedded private @Nullable WindowColumns window;

  /** For Hibernate. */
  protected DecisionEntity() {}

  public DecisionEntity(String eventId, Decision decision) {
    this.id = new Id(eventId, decision.key());
    this.outcome = decision.outcome();
    this.reason = decision.reason();
    this.window = WindowColumns.of(decision.window());
  }

  public Decision decision() {
    WindowColumns columns = Objects.requireNonNull(window);
    return new Decision(
        outcome,
        Objects.requireNonNull(id).key(),
        reason,
        Objects.requireNonNull(columns.window(), "a decision has a window"));
  }
}
