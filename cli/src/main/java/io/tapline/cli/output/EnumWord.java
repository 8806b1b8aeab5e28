package io.tapline.cli.output;

import com.google.protobuf.ProtocolMessageEnum;
import io.tapline.type.v1.LossHop;
import java.util.Locale;

/** Values of enums as filters, JSON and people write them: {@code medium}, {@code tcp_closed}. */
public final class EnumWord {
  private static final String UNSPECIFIED = "UNSPECIFIED";

  private EnumWord() {}

  /**
   * The value's name in lower case without the prefix that its enum's values share; empty for an
   * unspecified value, and for one that this version does not know.
   */
  public static <E extends Enum<E> & ProtocolMessageEnum> String of(E value) {
    String zero = value.getDescriptorForType().getValues().getFirst().getName();
    String prefix = zero.substring(0, zero.length() - UNSPECIFIED.length());
    String name = value.name();
    return name.equals(zero) || !name.startsWith(prefix)
        ? ""
        : name.substring(prefix.length()).toLowerCase(Locale.ROOT);
  }

  /** Where a loss happened, the service before the dot: {@code capture.kernel}. */
  public static String ofHop(LossHop hop) {
    return of(hop).replaceFirst("_", ".");
  }
}
