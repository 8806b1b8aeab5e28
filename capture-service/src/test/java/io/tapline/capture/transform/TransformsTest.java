package io.tapline.capture.transform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.frame.ChecksumVerdict;
import io.tapline.wire.frame.Checksums;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransformsTest {
  private static final Map<String, String> KEY = Map.of("key", "0123456789abcdef".repeat(4));

  /** 10.1.2.3:4000 to 192.0.2.9:53, "hello", with right checksums. */
  private static final byte[] DATAGRAM =
      HexFormat.of()
          .parseHex(
              "020000000001020000000002080045000021000000004011acbf0a010203c0000209"
                  + "0fa00035000dde1f68656c6c6f");

  private final Transforms transforms =
      new Transforms(
          (expression, linkType) -> {
            if (linkType != 1) {
              throw new Refusal(Reason.INVALID_BPF, "Not for this link type.");
            }
            return new FilterCompiler.Filter() {
              @Override
              public boolean matches(byte[] frame, int length, int originalLength) {
                return length == Integer.parseInt(expression);
              }

              @Override
              public void close() {}
            };
          });

  @Test
  void identity_keeps_a_frame_as_it_is() {
    for (String name : List.of("identity", "identity_transform")) {
      FrameCopy copy = changed(chain(name, Map.of()), DATAGRAM, 1);
      assertThat(bytes(copy)).isEqualTo(DATAGRAM);
    }
  }

  @Test
  void truncate_cuts_and_the_original_length_stays() {
    FrameCopy copy = changed(chain("truncate", Map.of("bytes", "20")), DATAGRAM, 1);
    assertThat(bytes(copy)).isEqualTo(Arrays.copyOf(DATAGRAM, 20));
    assertThat(copy.originalLength()).isEqualTo(DATAGRAM.length);
  }

  @Test
  void de_tunnel_leaves_the_innermost_datagram_as_raw_ip() {
    byte[] inner = Arrays.copyOfRange(DATAGRAM, 14, DATAGRAM.length);
    byte[] padded = Arrays.copyOf(DATAGRAM, DATAGRAM.length + 9);
    assertThat(deTunnelled(padded)).isEqualTo(inner);
    assertThat(deTunnelled(carried(47, "00000800", inner))).isEqualTo(inner);
    assertThat(deTunnelled(carried(4, "", inner))).isEqualTo(inner);
    assertThat(deTunnelled(carried(17, "303912b5006300000800000000002a00", DATAGRAM)))
        .isEqualTo(inner);
    assertThat(deTunnelled(carried(17, "0868086800630000" + "30ff002100000007", inner)))
        .isEqualTo(inner);
    byte[] twice = Arrays.copyOfRange(carried(4, "", inner), 14, 14 + 20 + inner.length);
    assertThat(deTunnelled(carried(47, "00000800", twice))).isEqualTo(inner);
  }

  @Test
  void de_tunnel_keeps_the_length_on_the_wire_of_what_was_cut_and_fails_without_ip() {
    byte[] inner = Arrays.copyOfRange(DATAGRAM, 14, DATAGRAM.length);
    byte[] whole = carried(47, "00000800", inner);
    TransformChain chain = chain("de-tunnel", Map.of());
    FrameCopy copy = Objects.requireNonNull(chain.apply(whole, whole.length - 3, whole.length, 1));
    assertThat(bytes(copy)).isEqualTo(Arrays.copyOf(inner, inner.length - 3));
    assertThat(copy.originalLength()).isEqualTo(inner.length);
    byte[] arp = DATAGRAM.clone();
    arp[13] = 6;
    assertThat(apply(chain, arp, 1)).isNull();
    assertThat(chain.totals()).containsExactly(new TransformTotals("de-tunnel", 0, 1));
  }

  private byte[] deTunnelled(byte[] frame) {
    FrameCopy copy = changed(chain("de-tunnel", Map.of()), frame, 1);
    assertThat(copy.linkType()).isEqualTo(101);
    assertThat(copy.originalLength()).isEqualTo(copy.length());
    return bytes(copy);
  }

  /** In Ethernet and IPv4, behind a header of the tunnel; lengths of UDP are put in. */
  private static byte[] carried(int protocol, String header, byte[] inside) {
    byte[] tunnel = HexFormat.of().parseHex(header);
    ByteBuffer frame = ByteBuffer.allocate(34 + tunnel.length + inside.length);
    frame.put(DATAGRAM, 0, 14).putShort((short) 0x4500);
    frame.putShort((short) (20 + tunnel.length + inside.length)).putInt(0);
    frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
    frame.putInt(0x0A000001).putInt(0x0A000002).put(tunnel).put(inside);
    if (protocol == 17) {
      frame.putShort(38, (short) (tunnel.length + inside.length));
      frame.putShort(40, (short) 0);
    }
    return frame.array();
  }

  @Test
  void sample_keeps_the_first_of_so_many() {
    TransformChain chain = chain("sample", Map.of("one_in", "3"));
    int kept = 0;
    for (int i = 0; i < 7; i++) {
      kept += apply(chain, DATAGRAM, 1) == null ? 0 : 1;
    }
    assertThat(kept).isEqualTo(3);
    assertThat(chain.totals()).containsExactly(new TransformTotals("sample", 4, 0));
  }

  @Test
  void a_filter_leaves_out_and_fails_for_a_link_type_that_it_does_not_know() {
    TransformChain chain = chain("bpf", Map.of("filter", "" + DATAGRAM.length));
    assertThat(apply(chain, DATAGRAM, 1)).isNotNull();
    assertThat(apply(chain, new byte[3], 1)).isNull();
    assertThat(apply(chain, DATAGRAM, 101)).isNull();
    assertThat(chain.totals()).containsExactly(new TransformTotals("bpf", 1, 1));
    chain.close();
  }

  @Test
  void strip_payload_ends_a_frame_after_its_transport_header() {
    TransformChain chain = chain("strip-payload", Map.of());
    assertThat(bytes(changed(chain, DATAGRAM, 1))).isEqualTo(Arrays.copyOf(DATAGRAM, 42));
    assertThat(apply(chain, new byte[60], 1)).isNull();
    assertThat(chain.totals()).containsExactly(new TransformTotals("strip-payload", 0, 1));
  }

  @Test
  void anonymize_replaces_the_addresses_and_keeps_ports_payload_and_checksums_right() {
    assertThat(verdict(DATAGRAM)).isEqualTo(ChecksumVerdict.GOOD);
    byte[] other = bytes(changed(chain("anonymize", KEY), DATAGRAM, 1));
    assertThat(verdict(other)).isEqualTo(ChecksumVerdict.GOOD);
    assertThat(Arrays.copyOf(other, 12)).containsOnly(0);
    assertThat(Arrays.copyOfRange(other, 26, 30)).isNotEqualTo(new byte[] {10, 1, 2, 3});
    assertThat(Arrays.copyOfRange(other, 34, 38)).isEqualTo(Arrays.copyOfRange(DATAGRAM, 34, 38));
    assertThat(new String(other, 42, 5, US_ASCII)).isEqualTo("hello");
  }

  @Test
  void anonymize_cuts_what_may_hold_addresses_and_fails_on_what_it_does_not_know() {
    TransformChain chain = chain("anonymize", KEY);
    byte[] icmp = DATAGRAM.clone();
    icmp[23] = 1;
    assertThat(changed(chain, icmp, 1).length()).isEqualTo(42);
    byte[] tunnel = DATAGRAM.clone();
    tunnel[23] = 47;
    assertThat(changed(chain, tunnel, 1).length()).isEqualTo(34);
    byte[] fragment = DATAGRAM.clone();
    fragment[21] = 1;
    assertThat(changed(chain, fragment, 1).length()).isEqualTo(34);
    byte[] mpls = DATAGRAM.clone();
    mpls[12] = (byte) 0x88;
    mpls[13] = 0x47;
    assertThat(apply(chain, mpls, 1)).isNull();
    assertThat(apply(chain, Arrays.copyOf(DATAGRAM, 30), 1)).isNull();
    assertThat(chain.totals()).containsExactly(new TransformTotals("anonymize", 0, 2));
  }

  @Test
  void any_bytes_are_transformed_or_counted_and_no_exception_leaves_the_chain() {
    SplittableRandom random = new SplittableRandom(5);
    TransformChain chain =
        transforms.chain(
            List.of(
                new TransformSpec("anonymize", KEY), new TransformSpec("strip-payload", Map.of())));
    int[] links = {0, 1, 12, 14, 101, 108, 113, 147, 228, 229, 276};
    int kept = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] frame = i % 2 == 0 ? DATAGRAM.clone() : new byte[random.nextInt(80)];
      if (i % 2 == 0) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
        frame = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
      } else {
        random.nextBytes(frame);
      }
      kept += apply(chain, frame, links[random.nextInt(links.length)]) == null ? 0 : 1;
    }
    assertThat(kept + chain.failed()).isEqualTo(50_000);
    assertThat(kept).isPositive();
  }

  @Test
  void unknown_names_and_wrong_parameters_are_refused() {
    refused("eval", Map.of());
    refused("truncate", Map.of());
    refused("truncate", Map.of("bytes", "0"));
    refused("truncate", Map.of("bytes", "10", "more", "1"));
    refused("sample", Map.of("one_in", "often"));
    refused("anonymize", Map.of("key", "00"));
  }

  private void refused(String name, Map<String, String> parameters) {
    assertThatThrownBy(() -> chain(name, parameters))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_HANDLER));
  }

  private TransformChain chain(String name, Map<String, String> parameters) {
    return transforms.chain(List.of(new TransformSpec(name, parameters)));
  }

  private static @Nullable FrameCopy apply(TransformChain chain, byte[] frame, int link) {
    return chain.apply(frame, frame.length, frame.length, link);
  }

  /** A frame that is not dropped. */
  private static FrameCopy changed(TransformChain chain, byte[] frame, int link) {
    return Objects.requireNonNull(apply(chain, frame, link));
  }

  private static byte[] bytes(FrameCopy copy) {
    return Arrays.copyOf(copy.bytes(), copy.length());
  }

  private static ChecksumVerdict verdict(byte[] frame) {
    FrameView view = new FrameView();
    assertThat(view.wrap(MemorySegment.ofArray(frame), 0, frame.length, frame.length, 1))
        .isEqualTo(FrameOutcome.CONNECTION);
    return Checksums.verify(view);
  }
}
