package io.tapline.flowlog.checkpoint;

import io.tapline.type.v1.LossHop;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where losses happened: texts such as {@code capture.kernel} in the log, enums in messages. */
public final class HopMessages {
  private static final String PREFIX = "LOSS_HOP_";

  private static final Map<String, LossHop> BY_TEXT =
      Arrays.stream(LossHop.values())
          .filter(HopMessages::isKnown)
          .collect(Collectors.toUnmodifiableMap(HopMessages::text, Function.identity()));

  private HopMessages() {}

  /** Whether it says where the loss happened, in a way that this version knows. */
  public static boolean isKnown(LossHop hop) {
    return hop != LossHop.LOSS_HOP_UNSPECIFIED && hop != LossHop.UNRECOGNIZED;
  }

  /** The text of a hop that {@link #isKnown}. */
  public static String text(LossHop hop) {
    return hop.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }

  /** The hop of a text; unspecified where an earlier version stored another text. */
  public static LossHop message(String text) {
    return BY_TEXT.getOrDefault(text, LossHop.LOSS_HOP_UNSPECIFIED);
  }
}
