package io.tapline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Datagrams with checksums that are computed here byte by byte, as RFC 1071 describes it. */
class ChecksumsTest {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private final FrameView view = new FrameView();

  @Property(tries = 200)
  void right_checksums_are_good_and_any_changed_bit_is_noticed(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int payload,
      @ForAll @IntRange(max = 6) int kind) {
    byte[] datagram = datagram(kind, payload, seed);
    assertThat(verdict(datagram, datagram.length)).isEqualTo(ChecksumVerdict.GOOD);

    int transport = datagram[0] >>> 4 == 4 ? 20 : 40;
    int at = transport + headerBytes(kind) + new SplittableRandom(seed).nextInt(payload + 1);
    if (at < datagram.length) {
      datagram[at] ^= 1;
      assertThat(verdict(datagram, datagram.length)).isNotEqualTo(ChecksumVerdict.GOOD);
    }
  }

  @Example
  void a_changed_payload_is_bad() {
    for (int kind = 0; kind <= 6; kind++) {
      byte[] datagram = datagram(kind, 10, 1);
      datagram[datagram.length - 1] ^= 1;
      assertThat(verdict(datagram, datagram.length)).isEqualTo(ChecksumVerdict.BAD);
    }
  }

  @Example
  void a_wrong_header_of_ipv4_is_bad() {
    byte[] datagram = datagram(0, 10, 1);
    datagram[8] ^= 1;
    assertThat(verdict(datagram, datagram.length)).isEqualTo(ChecksumVerdict.BAD);
  }

  @Example
  void what_the_network_card_fills_in_later_is_not_bad() {
    byte[] datagram = datagram(0, 10, 1);
    ByteBuffer.wrap(datagram).putShort(36, (short) 0);
    assertThat(verdict(datagram, datagram.length)).isEqualTo(ChecksumVerdict.OFFLOADED);
    int partial = fold(pseudo(datagram, TCP));
    ByteBuffer.wrap(datagram).putShort(36, (short) partial);
    assertThat(verdict(datagram, datagram.length)).isEqualTo(ChecksumVerdict.OFFLOADED);
  }

  @Example
  void udp_may_go_without() {
    byte[] datagram = datagram(2, 10, 1);
    ByteBuffer.wrap(datagram).putShort(26, (short) 0);
    assertThat(verdict(datagram, datagram.length)).isEqualTo(ChecksumVerdict.ABSENT);
  }

  @Example
  void what_is_not_whole_is_not_judged() {
    byte[] datagram = datagram(0, 10, 1);
    assertThat(verdict(datagram, datagram.length - 1)).isEqualTo(ChecksumVerdict.UNKNOWN);
    ByteBuffer.wrap(datagram).putShort(6, (short) 0x2000).putShort(10, (short) 0);
    assertThat(verdict(datagram, datagram.length)).isEqualTo(ChecksumVerdict.UNKNOWN);
  }

  @Example
  void a_view_that_verifies_names_bad_frames() {
    FrameView strict = new FrameView(true);
    byte[] datagram = datagram(0, 10, 1);
    assertThat(wrap(strict, datagram, datagram.length)).isEqualTo(FrameOutcome.CONNECTION);
    datagram[45] ^= 1;
    assertThat(wrap(strict, datagram, datagram.length)).isEqualTo(FrameOutcome.BAD_CHECKSUM);
    assertThat(wrap(view, datagram, datagram.length)).isEqualTo(FrameOutcome.CONNECTION);
  }

  private ChecksumVerdict verdict(byte[] datagram, int captured) {
    assertThat(wrap(view, datagram, captured)).isEqualTo(FrameOutcome.CONNECTION);
    return Checksums.verify(view);
  }

  private static FrameOutcome wrap(FrameView view, byte[] datagram, int captured) {
    return view.wrap(MemorySegment.ofArray(datagram), 0, captured, datagram.length, LinkTypes.RAW);
  }

  private static int headerBytes(int kind) {
    return kind < 2 ? 20 : 8;
  }

  /** Kinds: TCP, UDP in either version of IP by parity, then ICMP, ICMPv6 and UDP again. */
  private static byte[] datagram(int kind, int payload, long seed) {
    int[] protocols = {TCP, TCP, UDP, UDP, ICMP, ICMPV6, UDP};
    int protocol = protocols[kind];
    boolean version4 = kind % 2 == 0;
    int header = version4 ? 20 : 40;
    byte[] bytes = new byte[header + headerBytes(kind) + payload];
    new SplittableRandom(seed).nextBytes(bytes);
    ByteBuffer out = ByteBuffer.wrap(bytes);
    if (version4) {
      out.putShort(0, (short) 0x4500).putShort(2, (short) bytes.length).putShort(6, (short) 0);
      out.put(9, (byte) protocol).putShort(10, (short) 0);
      out.putShort(10, (short) ~fold(sum(bytes, 0, 20)));
    } else {
      out.putInt(0, 0x60000000).putShort(4, (short) (bytes.length - 40)).put(6, (byte) protocol);
    }
    int field = protocol == TCP ? 16 : protocol == UDP ? 6 : 2;
    if (protocol == TCP) {
      out.put(header + 12, (byte) 0x50);
    } else if (protocol == UDP) {
      out.putShort(header, (short) 7).putShort(header + 2, (short) 8);
      out.putShort(header + 4, (short) (bytes.length - header));
    } else {
      out.put(header, (byte) (protocol == ICMP ? 8 : 128));
    }
    out.putShort(header + field, (short) 0);
    long pseudo = protocol == ICMP ? 0 : pseudo(bytes, protocol);
    int checksum = ~fold(pseudo + sum(bytes, header, bytes.length)) & 0xFFFF;
    out.putShort(header + field, (short) (checksum == 0 ? 0xFFFF : checksum));
    return bytes;
  }

  private static long pseudo(byte[] bytes, int protocol) {
    boolean version4 = bytes[0] >>> 4 == 4;
    int header = version4 ? 20 : 40;
    long addresses = version4 ? sum(bytes, 12, 20) : sum(bytes, 8, 40);
    return addresses + protocol + bytes.length - header;
  }

  private static long sum(byte[] bytes, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += (long) (bytes[i] & 0xFF) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded > 0xFFFF) {
      folded = (folded >>> 16) + (folded & 0xFFFF);
    }
    return (int) folded;
  }
}
