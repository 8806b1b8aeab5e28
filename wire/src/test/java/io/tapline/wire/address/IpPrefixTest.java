package io.tapline.wire.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, 10.255.255.255",
    "192.0.2.7/24, 192.0.2.0, 192.0.2.255",
    "192.0.2.7, 192.0.2.7, 192.0.2.7",
    "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
    "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::/65, 2001:db8::, 2001:db8::7fff:ffff:ffff:ffff",
    "::1, ::1, ::1",
  })
  void a_prefix_goes_from_its_first_to_its_last_address(String text, String first, String last) {
    IpPrefix prefix = IpPrefix.parse(text);
    assertThat(prefix.first()).hasToString(first);
    assertThat(prefix.last()).hasToString(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/a", "/8", "1/8"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> IpPrefix.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_ipv4_prefix_contains_no_ipv6_address() {
    assertThat(contains("0.0.0.0/0", "::1")).isFalse();
    assertThat(contains("::/0", "1.2.3.4")).isTrue();
    assertThat(contains("10.0.0.0/8", "10.255.0.1")).isTrue();
    assertThat(contains("10.0.0.0/8", "11.0.0.0")).isFalse();
  }

  private static boolean contains(String prefix, String address) {
    IpAddress parsed = IpAddresses.parse(address);
    return IpPrefix.parse(prefix).contains(parsed.high(), parsed.low());
  }

  @Property
  void first_and_last_are_inside_and_the_text_reads_back(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(max = 128) int length) {
    IpPrefix prefix = new IpPrefix(high, low, length);
    assertThat(prefix.contains(high, low)).isTrue();
    assertThat(prefix.contains(prefix.first().high(), prefix.first().low())).isTrue();
    assertThat(prefix.contains(prefix.last().high(), prefix.last().low())).isTrue();
    assertThat(IpPrefix.parse(prefix.toString())).isEqualTo(prefix);
  }
}
