package io.tapline.eventstore.group;

/** A language that reports are written in. */
public enum ReportLanguage {
  EN,
  CS
}
