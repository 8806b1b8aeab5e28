package io.tapline.capture.transform;

import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prefix-preserving anonymisation of addresses: Crypto-PAn (Xu, Fan, Ammar, Moon: Prefix-Preserving
 * IP Address Anonymization, ICNP 2002). Two addresses that share a prefix of n bits share one of n
 * bits afterwards; the same key gives the same addresses. Addresses are remembered, {@value
 * #MAX_REMEMBERED} of each length at most. For one thread.
 */
final class CryptoPan {
  static final int KEY_BYTES = 32;

  private static final int BLOCK_BYTES = 16;
  private static final int MAX_REMEMBERED = 16_384;

  /** The 16 bytes of an address, with those of IPv4 first. */
  private record Address(long high, long low, int bits) {}

  private final Cipher cipher;
  private final byte[] pad;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final byte[] encrypted = new byte[BLOCK_BYTES];
  private final Map<Address, byte[]> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, byte[]> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /**
   * @param key the key of AES in the first half, the padding in the other
   */
  CryptoPan(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("A key has 32 bytes.");
    }
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, BLOCK_BYTES, "AES"));
      pad = cipher.doFinal(key, BLOCK_BYTES, BLOCK_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES.", e);
    }
  }

  /**
   * Replaces an address in place.
   *
   * @param addressBytes 4 or 16
   */
  void anonymize(byte[] bytes, int at, int addressBytes) {
    Address address =
        new Address(
            half(bytes, at, Math.min(addressBytes, 8)),
            addressBytes > 8 ? half(bytes, at + 8, 8) : 0,
            addressBytes * 8);
    byte[] other = remembered.get(address);
    if (other == null) {
      other = compute(bytes, at, addressBytes);
      remembered.put(address, other);
    }
    System.arraycopy(other, 0, bytes, at, addressBytes);
  }

  private static long half(byte[] bytes, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 8) | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  /** Bit n is flipped by the cipher of the first n bits, filled up with the padding. */
  private byte[] compute(byte[] bytes, int at, int addressBytes) {
    byte[] result = new byte[addressBytes];
    System.arraycopy(pad, 0, block, 0, BLOCK_BYTES);
    for (int bit = 0; bit < addressBytes * 8; bit++) {
      int index = bit / 8;
      int mask = 0x80 >> (bit % 8);
      int flip = firstBit() ? mask : 0;
      result[index] |= (byte) ((bytes[at + index] & mask) ^ flip);
      block[index] = (byte) ((block[index] & ~mask) | (bytes[at + index] & mask));
    }
    return result;
  }

  private boolean firstBit() {
    try {
      cipher.doFinal(block, 0, BLOCK_BYTES, encrypted, 0);
      return encrypted[0] < 0;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A block of AES was refused.", e);
    }
  }
}
