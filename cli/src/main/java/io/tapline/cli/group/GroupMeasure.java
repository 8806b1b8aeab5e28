package io.tapline.cli.group;

import java.util.Locale;

/** What makes a group of connections large. */
public enum GroupMeasure {
  CONNECTIONS,
  PACKETS,
  BYTES;

  /** Its name in questions and in columns. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
