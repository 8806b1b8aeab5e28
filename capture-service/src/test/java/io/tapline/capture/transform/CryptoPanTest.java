package io.tapline.capture.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CryptoPanTest {
  /** The key and addresses that the authors publish as a sample. */
  private static final byte[] KEY = {
    21,
    34,
    23,
    (byte) 141,
    51,
    (byte) 164,
    (byte) 207,
    (byte) 128,
    19,
    10,
    91,
    22,
    73,
    (byte) 144,
    125,
    16,
    (byte) 216,
    (byte) 152,
    (byte) 143,
    (byte) 131,
    121,
    121,
    101,
    39,
    98,
    87,
    76,
    45,
    42,
    (byte) 132,
    34,
    2
  };

  @Test
  void addresses_become_those_that_the_authors_publish() throws UnknownHostException {
    CryptoPan addresses = new CryptoPan(KEY);
    assertThat(anonymize(addresses, "128.11.68.132")).isEqualTo("135.242.180.132");
    assertThat(anonymize(addresses, "129.118.74.4")).isEqualTo("134.136.186.123");
    assertThat(anonymize(addresses, "130.132.252.244")).isEqualTo("133.68.164.234");
  }

  @Test
  void addresses_share_as_long_a_prefix_afterwards_as_before() {
    CryptoPan addresses = new CryptoPan(KEY);
    SplittableRandom random = new SplittableRandom(11);
    for (int bytes : new int[] {4, 16}) {
      for (int i = 0; i < 2000; i++) {
        byte[] one = new byte[bytes];
        random.nextBytes(one);
        byte[] other = one.clone();
        int bit = random.nextInt(bytes * 8);
        other[bit / 8] ^= (byte) (0x80 >> bit % 8);
        addresses.anonymize(one, 0, bytes);
        addresses.anonymize(other, 0, bytes);
        assertThat(commonBits(one, other)).isEqualTo(bit);
      }
    }
  }

  private static int commonBits(byte[] one, byte[] other) {
    int bit = 0;
    while (bit < one.length * 8 && ((one[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) == 0) {
      bit++;
    }
    return bit;
  }

  private static String anonymize(CryptoPan addresses, String text) throws UnknownHostException {
    byte[] bytes = InetAddress.getByName(text).getAddress();
    addresses.anonymize(bytes, 0, bytes.length);
    return InetAddress.getByAddress(bytes).getHostAddress();
  }
}
