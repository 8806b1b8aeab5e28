package io.tapline.capture.deliver;

/**
 * Limits of one delivery.
 *
 * @param maxUnacknowledgedBytes bytes sent and not yet durable at most
 * @param firstRetryMillis wait after the first failure
 * @param lastRetryMillis longest wait between attempts
 */
public record DeliveryLimits(
    long maxUnacknowledgedBytes, long firstRetryMillis, long lastRetryMillis) {

  /** Wait before attempt number {@code failures + 1}: doubled each time, up to the longest. */
  long retryMillis(int failures) {
    int doublings = Math.min(Math.max(failures - 1, 0), 20);
    return Math.min(firstRetryMillis << doublings, lastRetryMillis);
  }
}
