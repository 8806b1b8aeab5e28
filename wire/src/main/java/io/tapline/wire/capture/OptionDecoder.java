package io.tapline.wire.capture;

import io.tapline.wire.capture.PcapngOption.Custom;
import io.tapline.wire.capture.PcapngOption.Numeric;
import io.tapline.wire.capture.PcapngOption.Plain;
import io.tapline.wire.capture.PcapngOption.Text;
import io.tapline.wire.capture.PcapngOption.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Options as values. What has another length than it should is left plain. */
final class OptionDecoder {
  private static final int HEADER_BYTES = 4;

  private OptionDecoder() {}

  /** The options of what is left of a body, up to their end or the first that is torn. */
  static List<PcapngOption> decode(int blockType, BodyReader in) {
    List<PcapngOption> options = new ArrayList<>();
    while (in.remaining() >= HEADER_BYTES) {
      int code = in.unsignedShort();
      int length = in.unsignedShort();
      if (code == 0 || length > in.remaining()) {
        break;
      }
      options.add(decode(OptionKind.of(blockType, code), code, length, in));
      in.skip(Math.min(-length & 3, in.remaining()));
    }
    return List.copyOf(options);
  }

  private static PcapngOption decode(OptionKind kind, int code, int length, BodyReader in) {
    return switch (kind) {
      case TEXT -> text(code, in.octets(length));
      case BYTE -> number(code, length, 1, in);
      case INT -> number(code, length, Integer.BYTES, in);
      case LONG -> number(code, length, Long.BYTES, in);
      case TIME -> time(code, length, in);
      case PLAIN -> new Plain(code, in.octets(length));
      case CUSTOM -> custom(code, length, in);
    };
  }

  private static PcapngOption text(int code, Octets value) {
    String text = value.text();
    boolean same = Arrays.equals(Octets.of(text).array(), value.array());
    return same ? new Text(code, text) : new Plain(code, value);
  }

  private static PcapngOption number(int code, int length, int expected, BodyReader in) {
    return length == expected
        ? new Numeric(code, expected, in.number(expected))
        : new Plain(code, in.octets(length));
  }

  private static PcapngOption time(int code, int length, BodyReader in) {
    return length == Long.BYTES ? new Time(code, in.time()) : new Plain(code, in.octets(length));
  }

  private static PcapngOption custom(int code, int length, BodyReader in) {
    return length >= Integer.BYTES
        ? new Custom(code, in.int32(), in.octets(length - Integer.BYTES))
        : new Plain(code, in.octets(length));
  }
}
