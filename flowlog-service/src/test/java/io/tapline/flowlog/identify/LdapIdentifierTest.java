package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.hex;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LdapIdentifierTest {
  static final byte[] BIND = hex("300c 020101 6007 020103 0400 8000");

  /** Who are you? At the root, for any class. */
  static final byte[] SEARCH =
      hex(
          "3025 020102 6320 0400 0a0100 0a0100 020100 020100 010100 870b6f626a656374636c617373"
              + " 3000");

  static final byte[] START_TLS =
      hex("301d 020101 7718 8016 312e332e362e312e342e312e313436362e3230303337");

  /** With lengths of four bytes, as Active Directory writes them. */
  static final byte[] LONG_LENGTHS = hex("3084 00000010 020101 6184 00000007 0a0100 0400 0400");

  private static final byte[] SNMP =
      hex(
          "3026 020101 04067075626c6963 a019 020101 020100 020100 300e 300c"
              + " 06082b060102010101000500");

  @Test
  void requests_and_results_are_named() {
    assertThat(overTcp(389, BIND)).isEqualTo("ldap");
    assertThat(overTcp(SEARCH)).isEqualTo("ldap");
    assertThat(overTcp(START_TLS)).isEqualTo("ldap");
    assertThat(overTcp(LONG_LENGTHS)).isEqualTo("ldap");
    assertThat(overTcp(hex("300c 020102 6507 0a0120 0400 0400"))).isEqualTo("ldap");
    assertThat(overTcp(hex("3009 020102 6404 0400 3000"))).isEqualTo("ldap");
  }

  @Test
  void a_search_without_a_connection_is_named() {
    assertThat(overUdp(389, SEARCH)).isEqualTo("ldap");
  }

  @Test
  void other_messages_in_asn_1_are_not_named() {
    assertThat(overUdp(SNMP)).isEqualTo("snmp");
    assertThat(overTcp(SNMP)).isEqualTo(NOTHING);
    assertThat(overTcp(with(BIND, 9, 1))).isEqualTo(NOTHING);
    assertThat(overTcp(with(BIND, 5, 0x62))).isEqualTo(NOTHING);
    assertThat(overTcp(with(SEARCH, 11, 5))).isEqualTo(NOTHING);
    assertThat(overTcp(with(SEARCH, 6, 0x21))).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_requests_are_not_named() {
    assertNoPartIsNamed(cut(BIND, 11));
    assertNoPartIsNamed(cut(SEARCH, 16));
  }
}
