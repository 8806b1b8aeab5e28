package io.tapline.flowlog.identify;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * One Initial packet of a client at a time: its header (RFC 9000, section 17.2.2) and, with the
 * keys of its connection, its frames. A struct filled by {@link #header} and {@link #decrypt}.
 */
final class QuicInitial {
  private static final int LONG_HEADER = 0x80;
  private static final int MAX_CONNECTION_ID_LENGTH = 20;
  private static final int SAMPLE_LENGTH = 16;
  private static final int TAG_LENGTH = 16;
  private static final int SAMPLE_OFFSET = 4;

  /** Zero in every packet before its header is protected (RFC 9000, section 17.2). */
  private static final int RESERVED_BITS = 0x0c;

  /** As it stands in the header. */
  int version;

  /** How the version protects its packets. */
  QuicVersion protection = QuicVersion.V1;

  /** Behind the packet: where the next one of the datagram begins. */
  int end;

  /** The frames of the packet that was decrypted last. */
  final Payload frames = new Payload();

  private final byte[] plain = new byte[Payload.MAX_LENGTH];
  private final byte[] packet = new byte[Payload.MAX_LENGTH];
  private int from;
  private int connectionIdFrom;
  private int connectionIdLength;
  private int numberFrom;
  private @Nullable Cipher gcm;
  private @Nullable Cipher ecb;

  /** Reads the header of the packet at a position; whether it is a whole Initial packet. */
  boolean header(Payload datagram, int at) {
    from = at;
    version = (int) datagram.u32(at + 1);
    QuicVersion known = QuicVersion.of(version);
    int first = datagram.u8(at);
    if (known == null || first < LONG_HEADER || (first >> 4 & 3) != known.initialType) {
      return false;
    }
    protection = known;
    connectionIdLength = datagram.u8(at + 5);
    connectionIdFrom = at + 6;
    int source = connectionIdFrom + connectionIdLength;
    if (connectionIdLength < 0 || connectionIdLength > MAX_CONNECTION_ID_LENGTH) {
      return false;
    }
    int token = source + 1 + datagram.u8(source);
    return rest(datagram, token);
  }

  private boolean rest(Payload datagram, int token) {
    long tokenLength = datagram.variableNumber(token);
    if (tokenLength < 0 || tokenLength > datagram.length()) {
      return false;
    }
    int lengthFrom = token + datagram.variableLength(token) + (int) tokenLength;
    long length = datagram.variableNumber(lengthFrom);
    numberFrom = lengthFrom + datagram.variableLength(lengthFrom);
    if (length < SAMPLE_OFFSET + SAMPLE_LENGTH || length > datagram.length() - numberFrom) {
      return false;
    }
    end = numberFrom + (int) length;
    return true;
  }

  /** The destination connection id of the header. */
  byte[] connectionId(Payload datagram) {
    byte[] id = new byte[connectionIdLength];
    datagram.copy(connectionIdFrom, id, connectionIdLength);
    return id;
  }

  /** Decrypts the packet whose header was read; false when it was not made with these keys. */
  boolean decrypt(Payload datagram, QuicKeys keys) throws GeneralSecurityException {
    int length = end - from;
    int number = numberFrom - from;
    frames.clear();
    datagram.copy(from, packet, length);
    byte[] mask = mask(keys, number + SAMPLE_OFFSET);
    packet[0] ^= (byte) (mask[0] & 0x0f);
    if ((packet[0] & RESERVED_BITS) != 0) {
      return false;
    }
    int numberLength = (packet[0] & 3) + 1;
    byte[] nonce = keys.iv().clone();
    for (int i = 0; i < numberLength; i++) {
      packet[number + i] ^= mask[1 + i];
      nonce[nonce.length - numberLength + i] ^= packet[number + i];
    }
    return open(keys, nonce, number + numberLength, length);
  }

  private byte[] mask(QuicKeys keys, int sample) throws GeneralSecurityException {
    if (ecb == null) {
      ecb = Cipher.getInstance("AES/ECB/NoPadding");
    }
    ecb.init(Cipher.ENCRYPT_MODE, keys.headerProtection());
    return ecb.doFinal(packet, sample, SAMPLE_LENGTH);
  }

  private boolean open(QuicKeys keys, byte[] nonce, int headerLength, int length)
      throws GeneralSecurityException {
    if (gcm == null) {
      gcm = Cipher.getInstance("AES/GCM/NoPadding");
    }
    try {
      gcm.init(Cipher.DECRYPT_MODE, keys.key(), new GCMParameterSpec(TAG_LENGTH * 8, nonce));
      gcm.updateAAD(packet, 0, headerLength);
      int count = gcm.doFinal(packet, headerLength, length - headerLength, plain, 0);
      frames.append(plain, 0, count);
      return true;
    } catch (AEADBadTagException _) {
      return false; // made with other keys, or no packet at all
    }
  }
}
