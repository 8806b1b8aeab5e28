package io.tapline.report;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Locale;

/** Values of the contracts' enums as words: {@code medium}, {@code tcp_closed}. */
public final class EnumMessages {
  private static final String UNSPECIFIED = "UNSPECIFIED";

  private EnumMessages() {}

  /**
   * The value's name in lower case without the prefix that its enum's values share; empty for an
   * unspecified value, and for one that this version does not know.
   */
  public static <E extends Enum<E> & ProtocolMessageEnum> String word(E value) {
    String prefix = prefix(value);
    String name = value.name();
    return name.equals(prefix + UNSPECIFIED) || !name.startsWith(prefix)
        ? ""
        : name.substring(prefix.length()).toLowerCase(Locale.ROOT);
  }

  /**
   * The value that has a word.
   *
   * @param unspecified the enum's value for the empty word
   */
  public static <E extends Enum<E> & ProtocolMessageEnum> E value(E unspecified, String word) {
    return word.isEmpty()
        ? unspecified
        : Enum.valueOf(
            unspecified.getDeclaringClass(), prefix(unspecified) + word.toUpperCase(Locale.ROOT));
  }

  private static String prefix(ProtocolMessageEnum value) {
    String zero = value.getDescriptorForType().getValues().getFirst().getName();
    return zero.substring(0, zero.length() - UNSPECIFIED.length());
  }
}
