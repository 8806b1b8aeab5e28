package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** MQTT by its CONNECT packet (MQTT 5.0, section 3.1). */
final class MqttIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("mqtt");
  private static final int CONNECT = 0x10;
  private static final byte[] NAME = Ascii.bytes("\u0000\u0004MQTT");
  private static final byte[] OLD_NAME = Ascii.bytes("\u0000\u0006MQIsdp");
  private static final int MAX_LENGTH_BYTES = 4;

  @Override
  public boolean mayBegin(int first) {
    return first == CONNECT;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (!payload.isTcp() || payload.u8(0) != CONNECT) {
      return false;
    }
    int name = 2;
    while (name <= MAX_LENGTH_BYTES && payload.u8(name - 1) >= 0x80) {
      name++;
    }
    return payload.hasAt(name, NAME) || payload.hasAt(name, OLD_NAME);
  }
}
