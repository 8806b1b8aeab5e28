package io.tapline.eventstore.group;

/** Which reports are sent; a summary is always made. */
public enum ReportMode {
  SUMMARY,
  EXTRA,
  BOTH,
  NONE;

  public boolean sendsSummary() {
    return this == SUMMARY || this == BOTH;
  }

  /** One report for each source, made and sent. */
  public boolean hasExtra() {
    return this == EXTRA || this == BOTH;
  }
}
