package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Kafka by one of the requests with which clients begin, ApiVersions and Metadata, on its port by
 * any: the length is that of the rest, the version is a known one, and the client names itself in
 * printable text (Kafka protocol guide, request header 1 and 2).
 */
final class KafkaIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("kafka");
  private static final int PREFIX_LENGTH = 4;
  private static final int KEY = 4;
  private static final int VERSION = 6;
  private static final int NAME_LENGTH = 12;
  private static final int NAME = 14;
  private static final int PORT = 9092;
  private static final int API_VERSIONS = 18;
  private static final int METADATA = 3;
  private static final int LAST_KEY = 92;
  private static final int LAST_VERSION = 18;
  private static final int MAX_NAME_LENGTH = 128;

  @Override
  public boolean mayBegin(int first) {
    return first == 0;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int length = payload.u16(NAME_LENGTH);
    return payload.isTcp()
        && payload.u32(0) == payload.wireLength() - PREFIX_LENGTH
        && isRequest(payload, payload.u16(KEY), payload.u16(VERSION))
        && length >= 1
        && isWithin(length, MAX_NAME_LENGTH)
        && isPrintable(payload, NAME, length);
  }

  private static boolean isRequest(Payload payload, int key, int version) {
    return switch (key) {
      case API_VERSIONS -> isWithin(version, 4);
      case METADATA -> isWithin(version, 13);
      default -> payload.onPort(PORT) && isWithin(key, LAST_KEY) && isWithin(version, LAST_VERSION);
    };
  }

  private static boolean isWithin(int number, int most) {
    return number >= 0 && number <= most;
  }

  private static boolean isPrintable(Payload payload, int from, int length) {
    for (int at = from; at < from + length; at++) {
      if (payload.u8(at) < ' ' || payload.u8(at) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
