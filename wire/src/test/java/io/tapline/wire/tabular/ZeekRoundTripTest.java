package io.tapline.wire.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.DecodedLines;
import io.tapline.wire.zeek.ZeekConnDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written as conn.log is read again, as table and as JSON. */
class ZeekRoundTripTest {
  private static final long MOST_NANOS = 4_000_000_000_000_000_000L;

  @Property
  void flows_come_back_from_a_table(@ForAll("flows") List<FlowRecord> flows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    check(flows, new ZeekWriter(out, ZeekConnTable.COLUMNS, "conn"), out);
  }

  @Property
  void flows_come_back_from_json(@ForAll("flows") List<FlowRecord> flows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    check(flows, new JsonLinesWriter(out, ZeekConnTable.COLUMNS), out);
  }

  private static void check(List<FlowRecord> flows, RowWriter rows, ByteArrayOutputStream out)
      throws IOException {
    rows.begin();
    for (FlowRecord flow : flows) {
      ZeekConnTable.write(flow, "C1", rows);
    }
    DecodedLines decoded = new DecodedLines(new ZeekConnDecoder(), 0);
    decoded.lines(out.toString(StandardCharsets.UTF_8).split("\n", 0));
    assertThat(decoded.flows.stream().map(DecodedLines::fields).toList())
        .isEqualTo(flows.stream().map(DecodedLines::fields).toList());
  }

  @Provide
  Arbitrary<List<FlowRecord>> flows() {
    Arbitrary<long[]> numbers =
        Arbitraries.longs().between(0, MOST_NANOS).array(long[].class).ofSize(12);
    Arbitrary<String> word =
        Arbitraries.strings().withChars("abc,-(\\x09#\t ").ofMaxLength(5).map(String::strip);
    Arbitrary<String> texts = Arbitraries.oneOf(word, Arbitraries.of("", "-", "(empty)", "#close"));
    return Combinators.combine(numbers, texts, texts, Arbitraries.of(1, 6, 17, 47, 58, 132))
        .as(ZeekRoundTripTest::flow)
        .list()
        .ofMaxSize(4);
  }

  private static FlowRecord flow(long[] numbers, String service, String tunnel, int protocol) {
    FlowRecord flow = new FlowRecord();
    flow.clear();
    flow.startNanos = numbers[0];
    flow.endNanos = flow.startNanos + numbers[1];
    flow.sourceHigh = numbers[2] % 3;
    flow.sourceLow = numbers[3];
    flow.destinationHigh = numbers[4] % 3;
    flow.destinationLow = 0xFFFF_0000_0000L + numbers[5] % 1000;
    flow.protocol = protocol;
    boolean icmp = protocol == 1 || protocol == 58;
    flow.sourcePort = (int) (numbers[6] % (icmp ? 256 : 65536));
    flow.destinationPort = icmp ? 0 : (int) (numbers[7] % 65536);
    flow.biflow = true;
    flow.packets = numbers[8] % 1_000_000_000_000L;
    flow.bytes = numbers[9] % 1_000_000_000_000_000L;
    flow.payloadBytes = numbers[9] % 2 == 0 ? FlowRecord.UNKNOWN : flow.bytes / 2;
    flow.reversePackets = numbers[10] % 100;
    flow.reverseBytes = numbers[10] % 10_000;
    flow.vlan = (int) (numbers[11] % 4095);
    flow.service = service;
    flow.tunnel = tunnel;
    return flow;
  }
}
