package io.tapline.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "::FFFF:C000:201, ::ffff:192.0.2.1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8::1, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "fe80:0:0:0:0:0:0:0, fe80::",
    "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
  })
  void text_is_normalised_as_rfc_5952_says(String given, String expected) {
    assertThat(IpAddresses.parse(given)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.",
        ".1.2.3",
        "1.2.3.4 ",
        "localhost",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "1:",
        ":1",
        "::1%eth0",
        "1.2.3.4::",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4",
        "١.٢.٣.٤",
        "::/0",
        "[::1]"
      })
  void anything_else_is_refused_without_asking_a_name_server(String given) {
    assertThatThrownBy(() -> IpAddresses.parse(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an IP address");
  }

  @Test
  void ipv4_is_ipv4_mapped() {
    assertThat(IpAddresses.parse("1.2.3.4")).isEqualTo(new IpAddress(0, 0x0000_FFFF_0102_0304L));
  }

  @Property
  void every_address_reads_back_from_its_text(@ForAll long high, @ForAll long low) {
    assertThat(IpAddresses.parse(IpAddresses.format(high, low)))
        .isEqualTo(new IpAddress(high, low));
  }

  @Property
  void addresses_with_many_zero_groups_read_back(@ForAll byte zeros, @ForAll long bits) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      long group = (zeros >>> i & 1) == 0 ? 0 : bits >>> i & 0xFFFF;
      high = i < 4 ? high << 16 | group : high;
      low = i < 4 ? low : low << 16 | group;
    }
    assertThat(IpAddresses.parse(IpAddresses.format(high, low)))
        .isEqualTo(new IpAddress(high, low));
  }

  @Property
  void any_text_is_read_or_refused(@ForAll String text) {
    try {
      assertThat(IpAddresses.parse(text)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("is not an IP address");
    }
  }
}
