package io.tapline.capture.source;

/**
 * The connection of a TCP source as it is now, and what became of the earlier ones since the sensor
 * was started.
 *
 * @param connected whether it is there; otherwise the source tries to make it
 * @param lastError why the latest attempt failed or the latest connection broke; empty when the
 *     latest was made, or ended by the server
 * @param connects connections made
 * @param failedConnects attempts that failed
 * @param endedByPeer connections that the server ended
 * @param broken connections that broke
 */
public record TcpStatus(
    boolean connected,
    String lastError,
    long connects,
    long failedConnects,
    long endedByPeer,
    long broken) {
  static final TcpStatus BEFORE_THE_FIRST = new TcpStatus(false, "", 0, 0, 0, 0);

  TcpStatus nowConnected() {
    return new TcpStatus(true, "", connects + 1, failedConnects, endedByPeer, broken);
  }

  TcpStatus nowFailed(String error) {
    return new TcpStatus(false, error, connects, failedConnects + 1, endedByPeer, broken);
  }

  TcpStatus nowEnded() {
    return new TcpStatus(false, "", connects, failedConnects, endedByPeer + 1, broken);
  }

  TcpStatus nowBroken(String error) {
    return new TcpStatus(false, error, connects, failedConnects, endedByPeer, broken + 1);
  }

  /** By the sensor itself, which stops: no outcome. */
  TcpStatus nowClosed() {
    return new TcpStatus(false, lastError, connects, failedConnects, endedByPeer, broken);
  }

  /** In words. */
  public String text() {
    String state = connected ? "connected" : "connecting";
    return lastError.isEmpty() ? state : state + ": " + lastError;
  }
}
