package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames.End;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableBudgetTest {
  private static final End SERVER = new End(2, 5000);

  @Test
  void a_table_takes_three_quarters_at_most_and_the_rest_is_divided() {
    TableBudget budget = new TableBudget(1000);
    TableBudget.Share large = budget.share();
    TableBudget.Share small = budget.share();
    assertThat(large.take(750)).isTrue();
    assertThat(large.take(1)).isFalse();
    assertThat(small.take(100)).isTrue();
    assertThat(small.take(25)).isTrue();
    assertThat(small.take(1)).isFalse();
    assertThat(budget.usedBytes()).isEqualTo(875);
    large.close();
    large.close();
    assertThat(budget.usedBytes()).isEqualTo(125);
    assertThat(small.take(1)).isTrue();
  }

  @Test
  void the_first_memory_of_a_table_is_always_granted() {
    TableBudget budget = new TableBudget(10);
    assertThat(budget.share().take(100)).isTrue();
    assertThat(budget.share().take(100)).isTrue();
  }

  @Test
  void at_the_end_of_the_memory_the_longest_idle_connections_are_closed_with_a_reason() {
    TableBudget budget = new TableBudget(4096L * Entries.ENTRY_BYTES * 4);
    List<Row> rows = new ArrayList<>();
    try (TableBudget.Share share = budget.share()) {
      ConnectionTable table =
          new ConnectionTable(TableConfig.DEFAULT, view -> rows.add(Row.of(view)), share);
      for (int port = 0; port < 20_000; port++) {
        table.track(Frames.view(Frames.udp(new End(1, port), SERVER, new byte[1])), port, port, 43);
      }
      assertThat(table.openCount()).isEqualTo(3 * 4096);
      assertThat(table.evictions()).isEqualTo(20_000 - 3 * 4096);
      assertThat(rows).hasSize(20_000 - 3 * 4096);
      assertThat(rows).extracting(Row::closeReason).containsOnly(CloseReason.EVICTED);
      assertThat(rows.getFirst().firstFrame()).isZero();
      assertThat(budget.usedBytes()).isLessThanOrEqualTo(budget.limitBytes());
    }
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void equal_details_of_flow_records_are_one_object() {
    Log log = new Log();
    for (int port = 1; port <= 3; port++) {
      log.export(3, Flows.tcp(new End(3, port), new End(4, 443), 2, 3, Frames.SYN));
    }
    List<ExportedDetails> details = new ArrayList<>();
    for (int entry = 0; entry < 3; entry++) {
      details.add(log.table.open.entries.details(entry));
    }
    assertThat(details).doesNotContainNull();
    assertThat(details.get(1)).isSameAs(details.get(0));
    assertThat(details.get(2)).isSameAs(details.get(0));
  }
}
