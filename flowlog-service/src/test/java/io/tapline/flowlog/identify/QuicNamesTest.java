package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that clients of QUIC ask for. */
class QuicNamesTest {
  private static final int V1 = 1;
  private static final int V2 = 0x6b3343cf;
  private static final Identification UNNAMED = Identification.unnamed("quic");
  private static final Identification NAMED = UNNAMED.named("a.example.com");
  private static final byte[] HELLO = Initials.hello("A.example.com");
  private static final byte[] PING = {1};

  /** RFC 9001, appendix A.2: the frame of the client's first packet. */
  private static final String RFC_FRAME =
      "060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e868"
          + "04fe3a47f06a2b69484c00000413011302010000c000000010000e00000b6578"
          + "616d706c652e636f6dff01000100000a00080006001d00170018001000070005"
          + "04616c706e000500050100000000003300260024001d00209370b2c9caa47fba"
          + "baf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b000302030400"
          + "0d0010000e0403050306030203080408050806002d00020101001c0002400100"
          + "3900320408ffffffffffffffff05048000ffff07048000ffff08011001048000"
          + "75300901100f088394c8f03e51570806048000ffff";

  private final PayloadIdentifier identifier = new PayloadIdentifier();
  private @Nullable Identification known;

  private @Nullable Identification client(byte[] datagram) {
    return client(datagram, 0);
  }

  private @Nullable Identification client(byte[] datagram, int connection) {
    byte[] frame = Frames.udp(new End(1, 50_000), new End(2, 443), datagram);
    known = identifier.identify(Frames.view(frame), true, false, known, connection);
    return known;
  }

  private void server(byte[] datagram) {
    byte[] frame = Frames.udp(new End(2, 443), new End(1, 50_000), datagram);
    known = identifier.identify(Frames.view(frame), false, false, known, 0);
  }

  private static byte[] initial(int number, byte[]... frames) {
    return Initials.packet(V1, Initials.CONNECTION_ID, number, frames);
  }

  /** RFC 9001, appendix A.1, and RFC 9369, appendix A.1. */
  @ParameterizedTest
  @CsvSource({
    "V1, 1f369613dd76d5467730efcbe3b1a22d, fa044b2f42a3fd3b46fb255c,"
        + " 9f50449e04a0e810283a1e9933adedd2",
    "V2, 8b1a0bc121284290a29e0971b5cd045d, 91f73e2351d8fa91660e909f,"
        + " 45b95e15235d6f45a6b19cbcb0294ba9",
  })
  void keys_are_those_of_the_standards(QuicVersion version, String key, String iv, String hp)
      throws GeneralSecurityException {
    QuicKeys keys = new QuicSecrets().ofClient(version, hex("8394c8f03e515708"));
    assertThat(keys.key()).isEqualTo(new SecretKeySpec(hex(key), "AES"));
    assertThat(keys.iv()).isEqualTo(hex(iv));
    assertThat(keys.headerProtection()).isEqualTo(new SecretKeySpec(hex(hp), "AES"));
  }

  @Test
  void keys_are_kept_by_version_and_connection_id() throws GeneralSecurityException {
    QuicSecrets secrets = new QuicSecrets();
    byte[] id = hex("8394c8f03e515708");
    QuicKeys keys = secrets.ofClient(QuicVersion.V1, id);
    assertThat(secrets.ofClient(QuicVersion.V1, id.clone())).isSameAs(keys);
    QuicKeys others = secrets.ofClient(QuicVersion.V2, id);
    assertThat(others.key()).isNotEqualTo(keys.key());
    assertThat(secrets.ofClient(QuicVersion.V1, id).key()).isEqualTo(keys.key());
  }

  /** The first bytes of the protected packet as the standards print it. */
  @ParameterizedTest
  @CsvSource({
    "1, c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11",
    "1798521807, d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485",
  })
  void the_packet_of_the_standards_names_its_server(int version, String begin) {
    byte[] packet = Initials.packet(version, hex("8394c8f03e515708"), 2, hex(RFC_FRAME));
    assertThat(packet).hasSize(1200).startsWith(hex(begin));
    assertThat(client(packet)).isEqualTo(UNNAMED.named("example.com"));
  }

  @Test
  void frames_of_a_hello_may_come_in_any_order_with_others_between() {
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < HELLO.length; at += 10) {
      frames.add(Initials.crypto(HELLO, at, Math.min(HELLO.length, at + 10)));
      frames.add(PING);
      frames.add(new byte[3]);
      frames.add(hex("020000000000"));
    }
    Collections.shuffle(frames, new Random(7));
    assertThat(client(initial(0, frames.toArray(byte[][]::new)))).isEqualTo(NAMED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_hello_may_span_datagrams_that_come_in_any_order(boolean inOrder) {
    int cut = HELLO.length - 20;
    byte[] first = initial(0, Initials.crypto(HELLO, 0, cut));
    byte[] second = initial(1, Initials.crypto(HELLO, cut, HELLO.length));
    assertThat(client(inOrder ? first : second)).isEqualTo(UNNAMED);
    assertThat(client(inOrder ? second : first)).isEqualTo(NAMED);
    assertThat(identifier.kept()).isZero();
  }

  @Test
  void a_client_that_answers_the_server_keeps_its_first_keys() throws GeneralSecurityException {
    int cut = HELLO.length - 20;
    client(initial(0, Initials.crypto(HELLO, 0, cut)));
    QuicKeys keys = new QuicSecrets().ofClient(QuicVersion.V1, Initials.CONNECTION_ID);
    byte[] idOfServer = {9, 9, 9};
    byte[] rest = Initials.crypto(HELLO, cut, HELLO.length);
    assertThat(client(Initials.packet(keys, 0, V1, idOfServer, 1, rest))).isEqualTo(NAMED);
  }

  @Test
  void after_a_retry_the_hello_begins_anew_with_other_keys() {
    client(initial(0, Initials.crypto(HELLO, 0, 20)));
    byte[] id = {9, 8, 7, 6};
    byte[] whole = Initials.crypto(HELLO, 0, HELLO.length);
    assertThat(client(Initials.packet(V1, id, 1, whole))).isEqualTo(NAMED);
  }

  @Test
  void after_a_negotiation_the_hello_comes_in_another_version() {
    byte[] whole = Initials.crypto(HELLO, 0, HELLO.length);
    client(Initials.packet(0x1a2a3a4a, Initials.CONNECTION_ID, 0, PING));
    assertThat(client(Initials.packet(V2, Initials.CONNECTION_ID, 0, whole))).isEqualTo(NAMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xff00001d, 0xff00001b, 0xff000016, 0xff000022, 0xfaceb002, 0x54303531})
  void drafts_and_versions_of_vendors_are_read(int version) {
    byte[] whole = Initials.crypto(HELLO, 0, HELLO.length);
    assertThat(client(Initials.packet(version, Initials.CONNECTION_ID, 0, whole))).isEqualTo(NAMED);
  }

  @Test
  void frames_of_googles_version_050_have_another_type() {
    byte[] whole = Initials.crypto(HELLO, 0, HELLO.length);
    whole[0] = 8;
    assertThat(client(Initials.packet(0x54303530, Initials.CONNECTION_ID, 0, whole)))
        .isEqualTo(NAMED);
  }

  @Test
  void what_the_server_sends_is_not_looked_at() {
    int cut = HELLO.length - 20;
    client(initial(0, Initials.crypto(HELLO, 0, cut)));
    server(initial(0, Initials.crypto(Initials.hello("b.example.com"), 0, HELLO.length)));
    assertThat(known).isEqualTo(UNNAMED);
    assertThat(client(initial(1, Initials.crypto(HELLO, cut, HELLO.length)))).isEqualTo(NAMED);
  }

  @Test
  void a_packet_that_was_changed_on_the_way_names_nobody() {
    byte[] packet = initial(0, Initials.crypto(HELLO, 0, HELLO.length));
    packet[600] ^= 1;
    assertThat(client(packet)).isEqualTo(UNNAMED);
    assertThat(identifier.kept()).isZero();
  }

  @Test
  void a_datagram_cut_anywhere_is_no_error() {
    byte[] packet = initial(0, Initials.crypto(HELLO, 0, HELLO.length));
    for (int length = 8; length < packet.length; length += 3) {
      known = null;
      Identification found = client(Arrays.copyOf(packet, length));
      assertThat(found == null || found.hostname().isEmpty()).isTrue();
    }
  }

  @Test
  void of_too_many_unfinished_hellos_the_oldest_are_given_up_and_counted() {
    byte[] begin = initial(0, Initials.crypto(HELLO, 0, 20));
    for (int connection = 0; connection < PartialHellos.MOST + 3; connection++) {
      known = null;
      client(begin, connection);
    }
    assertThat(identifier.kept()).isEqualTo(PartialHellos.MOST);
    assertThat(identifier.forgotten()).isEqualTo(3);
    byte[] rest = initial(1, Initials.crypto(HELLO, 20, HELLO.length));
    assertThat(client(rest, 3)).isEqualTo(NAMED);
    known = UNNAMED;
    assertThat(client(rest, 2)).isEqualTo(UNNAMED);
  }

  @Test
  void hellos_before_tls_are_in_the_clear() {
    String tags = "CHLO\3\0\0\0PAD\0\4\0\0\0SNI\0\21\0\0\0VER\0\25\0\0\0";
    String hello = tags + "----" + "a.example.com" + "Q043";
    assertThat(client(Frames.text("\11aaaaaaaaQ043\1xxxxxxxxxxxx" + hello))).isEqualTo(NAMED);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
