package io.tapline.flowlog.store;

/**
 * Says whether blocking work is still wanted. The work asks again and again, at least every {@link
 * #LOOK_MILLIS}, and from its own thread.
 */
@FunctionalInterface
public interface StillWanted {
  /** How long a wait may last before it asks again. */
  long LOOK_MILLIS = 20;

  /** For work that nobody cancels. */
  StillWanted ALWAYS = () -> {};

  /**
   * Returns while the work is wanted.
   *
   * @throws io.tapline.rpc.Refusal DEADLINE_EXCEEDED when it is to end
   */
  void check();
}
