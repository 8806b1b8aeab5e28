package io.tapline.flowlog.identify;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Makes Initial packets as a client of QUIC does (RFC 9001, sections 5.3 and 5.4). */
final class Initials {
  static final byte[] CONNECTION_ID = {1, 2, 3, 4, 5, 6, 7, 8};

  private static final int LEAST_PLAIN_LENGTH = 1162;
  private static final int TAG_LENGTH = 16;

  private Initials() {}

  /** A packet with these frames, padded; number in four bytes. */
  static byte[] packet(int version, byte[] connectionId, int number, byte[]... frames) {
    QuicVersion known = Objects.requireNonNull(QuicVersion.of(version));
    try {
      QuicKeys keys = new QuicSecrets().ofClient(known, connectionId);
      return packet(keys, known.initialType, version, connectionId, number, frames);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] packet(
      QuicKeys keys, int type, int version, byte[] connectionId, int number, byte[]... frames)
      throws GeneralSecurityException {
    byte[] plain = joined(frames);
    plain = Arrays.copyOf(plain, Math.max(plain.length, LEAST_PLAIN_LENGTH));
    ByteBuffer header = ByteBuffer.allocate(5 + 1 + connectionId.length + 1 + 1 + 2 + 4);
    header.put((byte) (0xc3 | (type << 4))).putInt(version);
    header.put((byte) connectionId.length).put(connectionId).put((byte) 0).put((byte) 0);
    header.putShort((short) (0x4000 | (4 + plain.length + TAG_LENGTH))).putInt(number);
    return protect(keys, header.array(), number, plain);
  }

  private static byte[] protect(QuicKeys keys, byte[] header, int number, byte[] plain)
      throws GeneralSecurityException {
    byte[] nonce = keys.iv().clone();
    for (int i = 0; i < 4; i++) {
      nonce[8 + i] ^= (byte) (number >> (24 - 8 * i));
    }
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.ENCRYPT_MODE, keys.key(), new GCMParameterSpec(128, nonce));
    gcm.updateAAD(header);
    byte[] packet = joined(header, gcm.doFinal(plain));
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
    ecb.init(Cipher.ENCRYPT_MODE, keys.headerProtection());
    byte[] mask = ecb.doFinal(packet, header.length, 16);
    packet[0] ^= (byte) (mask[0] & 0x0f);
    for (int i = 0; i < 4; i++) {
      packet[header.length - 4 + i] ^= mask[1 + i];
    }
    return packet;
  }

  /** The client hello in its handshake message, without TLS's record. */
  static byte[] hello(String serverName) {
    byte[] record = Hello.of(serverName);
    return Arrays.copyOfRange(record, 5, record.length);
  }

  /** A CRYPTO frame with [from, to) of a message. */
  static byte[] crypto(byte[] message, int from, int to) {
    ByteBuffer frame = ByteBuffer.allocate(5 + to - from);
    frame.put((byte) 6).putShort((short) (0x4000 | from)).putShort((short) (0x4000 | to - from));
    return frame.put(message, from, to - from).array();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
