package io.tapline.capture.source;

/**
 * Limits of the connection of one TCP source.
 *
 * @param connectTimeoutMillis how long one attempt to connect may take, 1 or more
 * @param firstRetryMillis wait after a connection that brought something, 1 or more; doubled with
 *     each one that brought nothing
 * @param lastRetryMillis longest wait, no less than the first
 */
public record TcpLimits(int connectTimeoutMillis, long firstRetryMillis, long lastRetryMillis) {

  public TcpLimits {
    if (connectTimeoutMillis < 1 || firstRetryMillis < 1 || lastRetryMillis < firstRetryMillis) {
      throw new IllegalArgumentException(
          "tapline.capture.source.tcp-connect-timeout and tcp-first-retry are 1ms or more, and"
              + " tcp-last-retry is no less than tcp-first-retry.");
    }
  }

  /**
   * The wait before the next attempt: between half and all of the first wait, doubled for each of
   * {@code fruitless}, and never more than the last.
   *
   * @param fruitless attempts and connections one after the other that brought nothing
   * @param random from 0 to 1, so that many sensors do not come back at the same moment
   */
  long waitMillis(int fruitless, double random) {
    long wait = firstRetryMillis;
    for (int i = 0; i < fruitless && wait < lastRetryMillis; i++) {
      wait = Math.min(2 * wait, lastRetryMillis);
    }
    return wait - (long) (random * wait / 2);
  }
}
