package io.tapline.capture.importing;

/**
 * How far a file has come that is read while it is still being received. One thread writes the file
 * and ends it; any other reads it. Who has seen {@link #whole} sees every byte of it.
 */
final class Arrival {
  private volatile String torn = "";
  private volatile boolean whole;

  /** A file that is as long as it will ever be. */
  static Arrival ended(String torn) {
    Arrival arrival = new Arrival();
    arrival.end(torn);
    return arrival;
  }

  /**
   * No more bytes come.
   *
   * @param reason why the content ends too early; empty when it is complete
   */
  void end(String reason) {
    torn = reason;
    whole = true;
  }

  boolean whole() {
    return whole;
  }

  /** Why the content ends too early; empty when it does not, or is not at its end. */
  String torn() {
    return torn;
  }
}
