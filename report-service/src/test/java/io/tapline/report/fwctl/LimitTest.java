package io.tapline.report.fwctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits over four records, told apart by their second. */
class LimitTest {
  private static final String LINES =
      """
      1|DENY|eth0|INT|input|6|tcp|10.0.0.1|one.example|INT|ONE|1025||192.0.2.1|web.example|EXT|WEB|80|http
      2|DENY|eth0|INT|input|17|udp|10.0.0.2||INT|TWO|1026||192.0.2.2||EXT|DNS|53|domain
      3|ACCEPT|eth1|DMZ|forward|1|icmp|10.0.0.10||DMZ|THREE|8|Echo Request|192.0.2.1|web.example|EXT|WEB|0|
      4|REJECT|eth1|DMZ|my-chain|47|gre|2001:db8::1||DMZ|THREE|||192.0.2.9||EXT|or||
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "~~; 1 2 3 4",
        "proto_name tcp; 1",
        "proto_name = TCP; 1",
        "proto_name != tcp; 2 3 4",
        "proto 17; 2",
        "proto <= 6; 1 3",
        "dst_port < 1024; 1 2 3",
        "dst_port > 53; 1",
        "dst_port >= 53; 1 2",
        "dst_port != 80; 2 3 4",
        "src_port = 8; 3",
        "src_serv \"Echo Request\"; 3",
        "dst_serv 'http'; 1",
        "src_ip = 2001:DB8:0::1; 4",
        "src_ip > 10.0.0.2 src_ip < 10.1.0.0; 3",
        "action deny and proto_name udp; 2",
        "action DENY proto_name udp; 2",
        "action reject or proto_name tcp and dst_port 80; 1 4",
        "proto_name tcp dst_port 80 or action reject; 1 4",
        "proto_name udp AND dst_port 80 OR dst_port 80; 1",
        "chain /^my-/; 4",
        "chain != /^(in|for)/; 4",
        "src_serv /echo/i; 3",
        "src_serv /echo/; ~~",
        "dst_port /^[58]/; 1 2",
        "dst_host /example$/ or dst_alias = \"or\"; 1 3 4",
        "src_alias one; 1",
        "if dmz device eth1; 3 4",
        "src_host one.example; 1",
        "dst_if ext src_if int; 1 2",
        "chain=input proto!=6; 2"
      })
  void records_meet_comparisons(String limit, String seconds) {
    assertThat(times(limit)).isEqualTo(seconds);
  }

  private static String times(String text) {
    Limit limit = Limit.parse(text);
    List<String> times = new ArrayList<>();
    Sample.read(
        LINES,
        Networks.NONE,
        packet -> {
          if (limit.test(packet)) {
            times.add(Long.toString(packet.time));
          }
        });
    return String.join(" ", times);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "not ( src_alias = BADNET ); 1; neither `not` nor parentheses",
        "proto_name tcp and (dst_port 80); 20; neither `not` nor parentheses",
        "proto_nam tcp; 1; action device if chain proto proto_name src_ip",
        "time 5; 1; expected a field",
        "proto_name; 11; proto_name",
        "proto_name and dst_port 80; 12; what to compare",
        "proto_name tcp and; 19; expected a field",
        "proto_name tcp or; 18; expected a field",
        "and proto_name tcp; 1; expected a field",
        "dst_port == 80; 11; what to compare",
        "dst_port ! 80; 10; operators are",
        "dst_port < http; 12; a number",
        "dst_port 123456; 10; a number",
        "action < deny; 8; = and !=",
        "dst_port < /8/; 10; = and !=",
        "dst_ip = 10.0.0.300; 10; an address",
        "chain 'input; 7; no closing",
        "chain /input; 7; no closing",
        "chain /in(put/; 14; group",
        "= 80; 1; expected a field"
      })
  void what_cannot_be_read_is_refused_with_its_column(String limit, int column, String words) {
    assertThatThrownBy(() -> Limit.parse(limit))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.INVALID_PARAMETER);
              assertThat(refusal.sentence()).startsWith("`limit`, column " + column + ": ");
              assertThat(refusal.sentence()).contains(words);
              assertThat(refusal.details()).containsEntry("position", "" + column);
            });
  }

  @Test
  void a_limit_has_at_most_64_comparisons_and_4096_characters() {
    String most = "proto 6 or ".repeat(63) + "proto 6";
    assertThat(times(most)).isEqualTo("1");
    assertThatThrownBy(() -> Limit.parse(most + " or proto 6")).hasMessageContaining("than 64");
    assertThatThrownBy(() -> Limit.parse(" ".repeat(4_097))).hasMessageContaining("than 4,096");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*a*a*a*a*b", ".*.*.*.*.*x"})
  void an_expression_that_takes_too_long_ends_the_report(String expression) {
    String line = LINES.lines().findFirst().orElseThrow().replace("input", "a".repeat(60) + "!");
    Limit limit = Limit.parse("chain /" + expression + "/");
    assertThatThrownBy(() -> Sample.read(line, Networks.NONE, limit::test))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("takes too long");
  }

  @Test
  void fields_are_those_that_are_compared() {
    assertThat(Limit.parse("proto 6 dst_port 80 or proto 17").fields())
        .containsExactly(RecordField.PROTOCOL, RecordField.DESTINATION_PORT);
  }
}
