package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * OPC UA over TCP by a final message as long as it says: a hello with the address of an endpoint,
 * an acknowledgement, or a secure channel that is opened with a policy (OPC 10000-6, 6.7.2 and
 * 7.1.2).
 */
final class OpcUaIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("opc-ua");
  private static final byte[] HELLO = Ascii.bytes("HELF");
  private static final byte[] ACKNOWLEDGE = Ascii.bytes("ACKF");
  private static final byte[] OPEN = Ascii.bytes("OPNF");
  private static final byte[] ENDPOINT = Ascii.bytes("opc.tcp://");
  private static final byte[] POLICY = Ascii.bytes("http://opcfoundation.org/UA/SecurityPolicy");
  private static final int LENGTH = 4;
  private static final int ENDPOINT_OFFSET = 32;
  private static final int ACKNOWLEDGE_LENGTH = 28;
  private static final int POLICY_OFFSET = 16;

  @Override
  public boolean mayBegin(int first) {
    return first == 'H' || first == 'A' || first == 'O';
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    return payload.isTcp()
        && payload.u32Little(LENGTH) == payload.wireLength()
        && (isHello(payload) || isAcknowledge(payload) || isOpen(payload));
  }

  private static boolean isHello(Payload payload) {
    return payload.startsWith(HELLO) && payload.hasAt(ENDPOINT_OFFSET, ENDPOINT);
  }

  private static boolean isAcknowledge(Payload payload) {
    return payload.startsWith(ACKNOWLEDGE) && payload.wireLength() == ACKNOWLEDGE_LENGTH;
  }

  private static boolean isOpen(Payload payload) {
    return payload.startsWith(OPEN) && payload.hasAt(POLICY_OFFSET, POLICY);
  }
}
