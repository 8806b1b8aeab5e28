package io.tapline.wire.capture;

import io.tapline.wire.capture.PcapngOption.Custom;
import io.tapline.wire.capture.PcapngOption.Numeric;
import io.tapline.wire.capture.PcapngOption.Plain;
import io.tapline.wire.capture.PcapngOption.Text;
import io.tapline.wire.capture.PcapngOption.Time;
import java.util.List;

/** Puts options behind a block's body. */
final class OptionEncoder {
  private static final int LONGEST = 0xFFFF;

  private OptionEncoder() {}

  /**
   * Nothing when there are none; otherwise all of them and the end of options.
   *
   * @throws IllegalArgumentException if a code, a length or the size of a number cannot be written
   */
  static void encode(List<PcapngOption> options, BodyWriter out) {
    for (PcapngOption option : options) {
      if (option.code() <= 0 || option.code() > LONGEST) {
        throw new IllegalArgumentException("An option has no code %d.".formatted(option.code()));
      }
      encode(option, out.int16(option.code()));
      out.pad();
    }
    if (!options.isEmpty()) {
      out.int32(0);
    }
  }

  private static void encode(PcapngOption option, BodyWriter out) {
    switch (option) {
      case Text text -> octets(Octets.of(text.text()), out);
      case Numeric number -> number(number, out.int16(number.bytes()));
      case Time time -> out.int16(Long.BYTES).time(time.units());
      case Plain plain -> octets(plain.value(), out);
      case Custom custom -> custom(custom, out);
    }
  }

  private static void octets(Octets value, BodyWriter out) {
    out.int16(checked(value.length())).padded(value);
  }

  private static void custom(Custom option, BodyWriter out) {
    out.int16(checked(Integer.BYTES + option.value().length()))
        .int32(option.enterprise())
        .padded(option.value());
  }

  private static void number(Numeric number, BodyWriter out) {
    long value = number.value();
    switch (number.bytes()) {
      case 1 -> out.int8((int) value);
      case Short.BYTES -> out.int16((int) value);
      case Integer.BYTES -> out.int32((int) value);
      case Long.BYTES -> out.int64(value);
      default ->
          throw new IllegalArgumentException(
              "A number has 1, 2, 4 or 8 bytes, not %d.".formatted(number.bytes()));
    }
  }

  private static int checked(int length) {
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "An option has at most %d bytes, not %d.".formatted(LONGEST, length));
    }
    return length;
  }
}
