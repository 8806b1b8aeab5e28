package io.tapline.capture;

/** Where on its way to the spool or out of it a frame was lost. */
public enum Hop {
  KERNEL("capture.kernel"),
  INTERFACE("capture.interface"),
  SPOOL("capture.spool"),
  FILE("capture.file"),
  RESTART("capture.restart");

  private final String wireName;

  Hop(String wireName) {
    this.wireName = wireName;
  }

  /** Name in messages and metrics. */
  public String wireName() {
    return wireName;
  }
}
