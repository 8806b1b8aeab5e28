package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Bitcoin by a message's header: the number of one of its networks, and a command in lower case
 * that zeros fill up to twelve bytes (Bitcoin developer reference, message headers).
 */
final class BitcoinIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("bitcoin");
  private static final long MAIN_NETWORK = 0xf9beb4d9L;
  private static final long TEST_NETWORK = 0x0b110907L;
  private static final long TEST_NETWORK_4 = 0x1c163f28L;
  private static final long SIGNET = 0x0a03cf40L;
  private static final long REGRESSION_TEST = 0xfabfb5daL;
  private static final int COMMAND = 4;
  private static final int END_OF_COMMAND = 16;
  private static final int HEADER_LENGTH = 24;

  @Override
  public boolean mayBegin(int first) {
    return switch (first) {
      case 0xf9, 0x0b, 0x1c, 0x0a, 0xfa -> true;
      default -> false;
    };
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.isTcp()
        && payload.wireLength() >= HEADER_LENGTH
        && isNetwork(payload.u32(0))
        && isCommand(payload);
  }

  private static boolean isNetwork(long magic) {
    return magic == MAIN_NETWORK
        || magic == TEST_NETWORK
        || magic == TEST_NETWORK_4
        || magic == SIGNET
        || magic == REGRESSION_TEST;
  }

  private static boolean isCommand(Payload payload) {
    int at = COMMAND;
    while (at < END_OF_COMMAND && isLetter(payload.u8(at))) {
      at++;
    }
    boolean named = at > COMMAND;
    while (at < END_OF_COMMAND && payload.u8(at) == 0) {
      at++;
    }
    return named && at == END_OF_COMMAND;
  }

  private static boolean isLetter(int letter) {
    return (letter >= 'a' && letter <= 'z') || Ascii.isDigit(letter);
  }
}
