package io.tapline.flowlog.search;

import static io.tapline.flowlog.search.LogFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.segment.Row;
import io.tapline.flowlog.store.HostSorted;
import io.tapline.wire.address.IpAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Questions about hosts have the same answers with and without copies sorted by host. The rows have
 * few addresses, of both versions, also on both sides, and few starts.
 */
class HostCopyAnswersTest {
  private static final Cancellation NEVER = new Cancellation();
  private static final String[] MORE = {
    "",
    " AND server_port = 443",
    " AND NOT service = dns",
    " AND (bytes > 50000 OR protocol = udp)",
    " AND start >= 2024-06-01T00:00:00.5Z",
    " AND NOT server = 10.0.1.2",
    " AND host = 10.0.0.0/8"
  };

  @TempDir Path directory;
  private LogFixture log;
  private SortedCopies copies;

  @BeforeEach
  void open() throws Exception {
    log = new LogFixture(directory).add(900, 1).add(400, 2).add(1, 3).add(300, 4, 200_000_000L);
    copies = new SortedCopies(log.duckDb);
  }

  @AfterEach
  void close() throws Exception {
    assertThat(log.snapshots).hasValue(0);
    assertThat(log.pinnedBytes).hasValue(0);
    log.close();
  }

  /** Everything that can be asked about the rows of a filter. */
  private record Answers(
      List<List<ConnectionRow>> streams,
      List<List<ConnectionRow>> pages,
      Search.Count count,
      Aggregation.Groups groups) {}

  private Answers ask(String filter, int pageSize) {
    Grouping grouping =
        new Grouping(List.of(Field.SERVER, Field.SERVICE), List.of(), 1, 10, 100_000_000);
    return new Answers(
        Stream.of(Order.values()).map(order -> log.stream(question(filter), order)).toList(),
        Stream.of(Order.values()).map(order -> pages(filter, order, pageSize)).toList(),
        log.search.count(question(filter), NEVER).value(),
        log.aggregation.aggregate(LogFixture.started(filter), grouping, NEVER).value());
  }

  private List<ConnectionRow> pages(String filter, Order order, int pageSize) {
    List<ConnectionRow> rows = new ArrayList<>();
    String token = "";
    do {
      Search.Page page = log.search.page(question(filter), order, pageSize, token, NEVER).value();
      rows.addAll(page.rows());
      token = page.nextPageToken();
    } while (!token.isEmpty());
    return rows;
  }

  private Answers askSorted(String filter, int pageSize) {
    log.sorted = copies::of;
    Answers answers = ask(filter, pageSize);
    log.sorted = segment -> HostSorted.NONE;
    return answers;
  }

  @Test
  void answers_are_the_same_with_and_without_copies() {
    Random random = new Random(11);
    for (int i = 0; i < 8; i++) {
      String filter = host(random) + MORE[random.nextInt(MORE.length)];
      int pageSize = 40 + random.nextInt(160);
      assertThat(askSorted(filter, pageSize)).as(filter).isEqualTo(ask(filter, pageSize));
    }
    assertThat(copies.given).isNotEmpty();
    assertThat(copies.areDistrusted()).isFalse();
  }

  private String host(Random random) {
    Row row = log.rows.get(random.nextInt(log.rows.size()));
    String client = IpAddresses.format(row.clientHigh(), row.clientLow());
    String server = IpAddresses.format(row.serverHigh(), row.serverLow());
    return switch (random.nextInt(5)) {
      case 0 -> "client = " + client;
      case 1 -> "server = " + server;
      case 2 -> "client = " + client + " AND server = " + server;
      case 3 -> "host = " + client + " AND host = " + server;
      default -> "host = " + client;
    };
  }

  @Test
  void only_questions_about_one_host_read_copies() {
    log.sorted = copies::of;
    for (String filter :
        List.of(
            "",
            "host = 10.0.0.0/8",
            "NOT client = 10.0.0.1",
            "client = 10.0.0.1 OR service = dns",
            "service = dns")) {
      ask(filter, 1000);
      assertThat(copies.given).as(filter).isEmpty();
    }
    ask("service = dns AND host = 10.0.0.1", 1000);
    assertThat(copies.given).isNotEmpty();
  }

  @Test
  void a_copy_that_is_missing_costs_time_and_no_row() throws Exception {
    String filter = "host = 10.0.0.1";
    Answers expected = ask(filter, 200);
    assertThat(askSorted(filter, 200)).isEqualTo(expected);
    copies.makesMore = false;
    Files.delete(copies.given.getFirst());
    assertThat(askSorted(filter, 200)).isEqualTo(expected);
    assertThat(copies.areDistrusted()).isTrue();
    assertThat(log.engine.unreadableSegments()).isZero();
  }

  @Test
  void a_copy_whose_bytes_are_garbage_costs_time_and_no_row() throws Exception {
    String filter = "host = 10.0.0.1";
    Answers expected = ask(filter, 200);
    askSorted(filter, 200);
    byte[] bytes = Files.readAllBytes(copies.given.getFirst());
    Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x5a);
    Files.write(copies.given.getFirst(), bytes);
    assertThat(askSorted(filter, 200)).isEqualTo(expected);
    assertThat(copies.areDistrusted()).isTrue();
    assertThat(log.engine.unreadableSegments()).isZero();
  }
}
