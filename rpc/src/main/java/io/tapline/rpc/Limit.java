package io.tapline.rpc;

import java.util.Map;

/**
 * How much a client may ask for in one field: 0 stands for the default; what is negative or over
 * the maximum is refused, never cut.
 *
 * @param reason of the refusal, whose details name the {@code maximum}
 * @param standard what 0 stands for
 */
public record Limit(RefusalReason reason, String field, int standard, int maximum) {

  /**
   * @throws Refusal when {@code asked} is negative or over the maximum
   */
  public int of(int asked) {
    if (asked < 0 || asked > maximum) {
      throw refusal(asked);
    }
    return asked == 0 ? standard : asked;
  }

  private Refusal refusal(int asked) {
    return Refusal.ofField(
        reason,
        field,
        "`%s` is %d, but must be between 0 (for %d) and %d."
            .formatted(field, asked, standard, maximum),
        Map.of("maximum", Integer.toString(maximum)));
  }
}
