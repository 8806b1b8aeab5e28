package io.tapline.eventstore.threshold;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A key's latest window. Its row is the lock under which the key is decided. */
@Entity(name = "Threshold")
@Table(schema = "eventstore", name = "threshold")
public class ThresholdEntity {
  @Id
  @Column(name = "key")
  private String key;

  @Embedded private @Nullable WindowColumns window;

  /** For Hibernate. */
  protected ThresholdEntity() {}

  public String key() {
    return key;
  }

  public @Nullable ThresholdWindow window() {
    return window == null ? null : window.window();
  }

  public void moveTo(ThresholdWindow next) {
    window = WindowColumns.of(next);
  }
}
