package io.tapline.flowlog.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells that an address is not on a side of any connection of a segment, since most hosts are only
 * ever clients or only servers: a Bloom filter whose bits for one address lie in one block of 512
 * bits. Never says no to an address that is there; says yes to about 1 % of those that are not, at
 * 10 bits an address.
 *
 * <pre>
 *   byte 0      format version, 2
 *   bytes 1..   blocks of 64 bytes, each eight little-endian longs; no block: the segment is empty
 * </pre>
 *
 * A filter of another version or length answers "may contain", so an unknown format costs time and
 * never rows.
 */
public final class AddressFilter {
  static final byte VERSION = 2;
  static final int BITS_PER_ADDRESS = 10;
  private static final int BLOCK_BITS = 512;
  private static final int BLOCK_BYTES = BLOCK_BITS / 8;
  private static final int BITS_SET = 6;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private AddressFilter() {}

  /** The filter over the addresses that were collected. */
  static byte[] of(AddressSet addresses) {
    long blocks = ((long) addresses.size() * BITS_PER_ADDRESS + BLOCK_BITS - 1) / BLOCK_BITS;
    byte[] filter = new byte[Math.toIntExact(1 + blocks * BLOCK_BYTES)];
    filter[0] = VERSION;
    addresses.forEach(hash -> add(filter, hash));
    return filter;
  }

  /** Whether a segment with this filter can hold the address on that side. */
  public static boolean mayContain(byte[] filter, Side side, long high, long low) {
    if (filter.length % BLOCK_BYTES != 1 || filter[0] != VERSION) {
      return true;
    }
    return filter.length > 1 && holds(filter, hash(side, high, low));
  }

  private static boolean holds(byte[] filter, long hash) {
    int block = block(filter, hash);
    long bits = bits(hash);
    for (int i = 0; i < BITS_SET; i++, bits >>>= 9) {
      if ((word(filter, block, bits) & (1L << bits)) == 0) {
        return false;
      }
    }
    return true;
  }

  private static void add(byte[] filter, long hash) {
    int block = block(filter, hash);
    long bits = bits(hash);
    for (int i = 0; i < BITS_SET; i++, bits >>>= 9) {
      LONGS.set(filter, wordOffset(block, bits), word(filter, block, bits) | (1L << bits));
    }
  }

  private static long word(byte[] filter, int block, long bits) {
    return (long) LONGS.get(filter, wordOffset(block, bits));
  }

  private static int wordOffset(int block, long bits) {
    return block + (int) ((bits >>> 6) & 7) * Long.BYTES;
  }

  /** Offset of the hash's block: its upper 32 bits, scaled to the number of blocks. */
  private static int block(byte[] filter, long hash) {
    long blocks = filter.length / BLOCK_BYTES;
    return 1 + (int) (((hash >>> 32) * blocks) >>> 32) * BLOCK_BYTES;
  }

  private static long bits(long hash) {
    return mix(hash * 0x9E3779B97F4A7C15L);
  }

  /** Never 0, which {@link AddressSet} uses for a free slot. */
  static long hash(Side side, long high, long low) {
    long salt = side == Side.CLIENT ? 0x9E3779B97F4A7C15L : 0xC2B2AE3D27D4EB4FL;
    long hash = mix(low ^ mix(high + salt));
    return hash == 0 ? 1 : hash;
  }

  /** Finaliser of MurmurHash3: every bit of the argument reaches every bit of the result. */
  private static long mix(long x) {
    long y = (x ^ (x >>> 33)) * 0xFF51AFD7ED558CCDL;
    y = (y ^ (y >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return y ^ (y >>> 33);
  }
}
