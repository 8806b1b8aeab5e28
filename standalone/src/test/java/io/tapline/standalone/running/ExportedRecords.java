package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.LogSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What must have become of the records of an {@link ExporterLoad}: each is in the log once or is
 * reported as lost, and only those may be lost that came while Tapline was dead, or shortly before.
 */
final class ExportedRecords {
  /** What a killed Tapline had received and not yet written: 100 ms, and more on a busy machine. */
  private static final Duration UNWRITTEN = Duration.ofSeconds(2);

  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** Datagrams after a gap that make it a loss, and some. */
  private static final int DATAGRAMS_AFTER_A_GAP = 8;

  private static final int SHOWN = 3;

  private final ExporterLoad load;
  private final String source;
  private final BitSet mayBeLost = new BitSet();
  private int outageFrom = -1;

  /**
   * @param source that receives them
   */
  ExportedRecords(ExporterLoad load, String source) {
    this.load = load;
    this.source = source;
  }

  /** Tapline is about to be killed. */
  void outageBegins() {
    if (outageFrom < 0) {
      outageFrom = load.sentUntil(UNWRITTEN);
    }
  }

  /** Tapline receives again. */
  void outageEnds() {
    if (outageFrom >= 0) {
      mayBeLost.set(outageFrom, load.sent());
      outageFrom = -1;
    }
  }

  /** Ends the load and compares it with the log. */
  void assertEachIsCountedOnceOrLost(LogQuestions log) throws Exception {
    load.pause();
    LogSource account = settled(log);
    long counted = account.getSummary().getFlowRecords();
    System.out.printf("%,d records sent, %,d reported as lost%n", load.sent(), lost(account));
    assertThat(counted + lost(account)).as("counted and lost: " + account).isEqualTo(load.sent());
    assertThat(account.getSummary().getConnections()).as("connections").isEqualTo(counted);
    assertThat(recordsOfLosses(account)).as("records of losses").isEqualTo(lost(account));
    BitSet seen = seen(log);
    assertThat((long) seen.cardinality()).as("rows").isEqualTo(counted);
    assertThat(missing(seen)).as("records lost although Tapline lived").isEqualTo(new BitSet());
  }

  /** A gap is reported when later datagrams have come: they are sent until everything is known. */
  private LogSource settled(LogQuestions log) throws Exception {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    LogSource account;
    do {
      load.sendDatagrams(DATAGRAMS_AFTER_A_GAP);
      TimeUnit.MILLISECONDS.sleep(500);
      account = log.account(source);
    } while (account.getSummary().getFlowRecords() + lost(account) != load.sent()
        && System.nanoTime() < deadline);
    return account;
  }

  private static long lost(LogSource account) {
    return account.getSummary().getCountersOrDefault("lost_records", 0);
  }

  /** The kernel counts what it drops in datagrams, beside. */
  private static long recordsOfLosses(LogSource account) {
    return account.getSummary().getLostOrDefault("records", 0);
  }

  private BitSet seen(LogQuestions log) {
    BitSet seen = new BitSet();
    BitSet twice = new BitSet();
    log.connections(
        source,
        row -> {
          int number = NumberedFlows.number(row);
          (seen.get(number) ? twice : seen).set(number);
          assertThat(row.getClientPackets()).isEqualTo(NumberedFlows.PACKETS);
          assertThat(row.getClientBytes()).isEqualTo(NumberedFlows.BYTES);
        });
    assertThat(rows(log, twice))
        .as("rows of %d records that have more", twice.cardinality())
        .isEmpty();
    return seen;
  }

  /** The rows of some of these records, for people. */
  private List<Connection> rows(LogQuestions log, BitSet records) {
    List<Connection> rows = new ArrayList<>();
    if (!records.isEmpty()) {
      int last = records.stream().limit(SHOWN).max().orElseThrow();
      log.connections(
          source,
          row -> {
            int number = NumberedFlows.number(row);
            if (number <= last && records.get(number)) {
              rows.add(row);
            }
          });
    }
    return rows;
  }

  private BitSet missing(BitSet seen) {
    BitSet missing = new BitSet();
    missing.set(0, load.sent());
    missing.andNot(seen);
    missing.andNot(mayBeLost);
    return missing;
  }
}
