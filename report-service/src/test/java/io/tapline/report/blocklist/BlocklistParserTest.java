package io.tapline.report.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlocklistParserTest {
  private static Blocklists lists(String text) {
    return new Blocklists(List.of(BlocklistParser.parse("list", text.lines(), 1_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "198.51.100.7|198.51.100.7",
        "198.51.100.7:443|198.51.100.7",
        "198.51.100.0/24 ; SBL1|198.51.100.200",
        "198.51.100.3-198.51.100.9|198.51.100.9",
        "198.51.100.3 - 198.51.100.9|198.51.100.9",
        "198.51.100.77/24|198.51.100.1",
        "2001:db8::/32|2001:db8:1::5",
        "[2001:db8::7]:8080|2001:db8::7",
        "http://198.51.100.7:8080/a.bin|198.51.100.7",
        "\"2026-01-01 10:00:00\",\"198.51.100.7\",\"443\"|198.51.100.7",
        "198.51.100.7\tscanner|198.51.100.7",
      })
  void an_address_is_found_in_each_form(String line, String address) {
    assertThat(lists(line).ofAddress(address)).isPresent();
    assertThat(lists(line).unreadableLines()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad.example",
        "BAD.Example.",
        "*.bad.example",
        ".bad.example",
        "0.0.0.0 bad.example",
        "127.0.0.1 other.example bad.example # hosts",
        "||bad.example^",
        "||bad.example^$third-party",
        "https://user@bad.example/x?y",
        "bad.example # why",
      })
  void a_name_is_found_in_each_form_and_names_below_it(String line) {
    assertThat(lists(line).ofName("bad.example")).isPresent();
    assertThat(lists(line).ofName("c2.bad.example")).isPresent();
    assertThat(lists(line).ofName("notbad.example")).isEmpty();
    assertThat(lists(line).ofName("example")).isEmpty();
  }

  @Test
  void a_range_covers_its_ends_and_nothing_beyond() {
    Blocklists range = lists("198.51.100.3-198.51.100.9");
    for (int last = 0; last < 256; last++) {
      assertThat(range.ofAddress("198.51.100." + last).isPresent())
          .isEqualTo(last >= 3 && last <= 9);
    }
  }

  @Test
  void overlapping_prefixes_are_found_by_the_longest() {
    Blocklists overlapping = lists("198.51.100.0/24\n198.51.100.7\n");
    assertThat(overlapping.ofAddress("198.51.100.7"))
        .hasValueSatisfying(found -> assertThat(found.entry()).isEqualTo("198.51.100.7/32"));
    assertThat(overlapping.ofAddress("198.51.100.8"))
        .hasValueSatisfying(found -> assertThat(found.entry()).isEqualTo("198.51.100.0/24"));
    assertThat(overlapping.ofAddress("198.51.101.7")).isEmpty();
  }

  @Test
  void comments_are_no_entries_and_no_faults() {
    Blocklists comments = lists("# a\n; b\n! c\n// d\n[Adblock Plus 2.0]\n\n   # e\n");
    assertThat(comments.entries()).isZero();
    assertThat(comments.unreadableLines()).isZero();
  }

  @Test
  void what_is_no_entry_is_counted_and_a_prefix_of_everything_is_none() {
    Blocklists odd =
        lists("0.0.0.0/0\n::/0\n<html>\nlocalhost\n198.51.100.300\n/ads/*\n@@||x.example^\n");
    assertThat(odd.entries()).isZero();
    assertThat(odd.unreadableLines()).isEqualTo(7);
    assertThat(odd.ofAddress("198.51.100.7")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "255.255.255.255 broadcasthost",
        "0.0.0.0 0.0.0.0",
        "127.0.0.1 localhost",
        "::1 ip6-loopback",
        "ff00::0 ip6-mcastprefix",
        "ff02::1 ip6-allnodes",
        "fe80::1 localhost",
        "224.0.0.0/4",
        "169.254.0.0/16",
        "0.0.0.0-255.255.255.255",
        "::ffff:0:0/96",
        "0.0.0.0/00",
      })
  void what_is_no_address_of_a_host_lists_nothing(String line) {
    assertThat(lists(line).entries()).isZero();
    assertThat(lists(line).unreadableLines()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.example,b.example##.banner", "a.example,~b.a.example#@#.banner"})
  void pages_whose_parts_an_ad_blocker_hides_are_not_listed(String line) {
    assertThat(lists(line).entries()).isZero();
  }

  @Test
  void a_name_with_its_last_dot_is_the_same_name() {
    assertThat(lists("bad.example").ofName("c2.bad.example.")).isPresent();
  }

  @Test
  void a_list_with_too_many_entries_is_refused() {
    assertThatThrownBy(
            () -> BlocklistParser.parse("list", "a.example\nb.example\nc.example".lines(), 2))
        .hasMessage("it has more than 2 entries");
  }
}
