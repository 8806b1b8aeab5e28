package io.tapline.capture;

/** What became of a connection of a TCP source, or of an attempt to make one. */
public enum TcpOutcome {
  CONNECTED("connected"),
  FAILED("failed"),
  ENDED_BY_PEER("ended_by_peer"),
  BROKEN("broken");

  private final String word;

  TcpOutcome(String word) {
    this.word = word;
  }

  /** Name in metrics. */
  public String word() {
    return word;
  }
}
