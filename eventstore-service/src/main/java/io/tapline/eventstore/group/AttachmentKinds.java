package io.tapline.eventstore.group;

/** Which files a report has. */
public enum AttachmentKinds {
  JSON,
  CSV,
  ALL,
  NONE;

  public boolean json() {
    return this == JSON || this == ALL;
  }

  public boolean csv() {
    return this == CSV || this == ALL;
  }
}
