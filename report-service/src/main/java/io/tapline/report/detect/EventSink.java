package io.tapline.report.detect;

/** Where events go. Calls block; the same id again stores nothing. */
@FunctionalInterface
public interface EventSink {
  /**
   * @return {@code new}, {@code thresholded}, {@code relapsed}, or {@code known} when the event was
   *     there already
   * @throws io.tapline.rpc.Refusal {@code EVENT_STORE_UNAVAILABLE}, or the store's own reason
   */
  String insert(String ideaJson);
}
