package io.tapline.wire.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tapline.wire.eve.EveDecoder;
import io.tapline.wire.firewall.FirewallLogDecoder;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.nfdump.NfdumpCsvDecoder;
import io.tapline.wire.zeek.ZeekConnDecoder;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Whatever the lines of a log are: flows that keep the contract, and a snapshot that restores. How
 * to run it longer: wire/README.md.
 */
class LogLineFuzzTest {
  private static final long TIME_NANOS = 1_800_000_000_000_000_000L;

  @FuzzTest
  void any_firewall_log_is_decoded(byte[] bytes) {
    decode(() -> new FirewallLogDecoder(0, ZoneId.of("Europe/Prague")), bytes);
  }

  @FuzzTest
  void any_conn_log_is_decoded(byte[] bytes) {
    decode(ZeekConnDecoder::new, bytes);
  }

  @FuzzTest
  void any_eve_log_is_decoded(byte[] bytes) {
    decode(EveDecoder::new, bytes);
  }

  @FuzzTest
  void any_nfdump_csv_is_decoded(byte[] bytes) {
    decode(() -> new NfdumpCsvDecoder(ZoneId.of("Europe/Prague")), bytes);
  }

  private static void decode(Supplier<FlowDecoder> decoders, byte[] bytes) {
    FlowDecoder decoder = decoders.get();
    DecodedLines decoded = new DecodedLines(decoder, TIME_NANOS);
    int from = 0;
    for (int at = 0; at <= bytes.length; at++) {
      if (at == bytes.length || bytes[at] == '\n') {
        decoded.bytes(Arrays.copyOfRange(bytes, from, at));
        from = at + 1;
      }
    }
    decoded.flows.forEach(LineDecodersTest::assertSound);
    FlowDecoder restored = decoders.get();
    restored.restore(decoder.snapshot());
    if (!Arrays.equals(restored.snapshot(), decoder.snapshot())) {
      throw new AssertionError("a snapshot restores something else");
    }
  }
}
