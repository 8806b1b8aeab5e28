package io.tapline.flowlog.identify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers in the order of trying, by the first byte of the payloads on which they are tried.
 */
final class Identifiers {
  private static final int BYTES = 256;

  private final ProtocolIdentifier[][] byFirst = new ProtocolIdentifier[BYTES][];

  Identifiers(ProtocolIdentifier... inOrder) {
    Arrays.setAll(byFirst, first -> mayBegin(inOrder, first));
  }

  private static ProtocolIdentifier[] mayBegin(ProtocolIdentifier[] inOrder, int first) {
    return Arrays.stream(inOrder)
        .filter(identifier -> identifier.mayBegin(first))
        .toArray(ProtocolIdentifier[]::new);
  }

  /** What the first says that recognises the payload; null when none does. */
  @Nullable Identification identify(Payload payload) {
    if (payload.length() == 0) {
      return null;
    }
    for (ProtocolIdentifier identifier : byFirst[payload.u8(0)]) {
      Identification found = identifier.identify(payload);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
