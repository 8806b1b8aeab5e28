package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.wire.flow.LossUnit;
import org.junit.jupiter.api.Test;

class LossLedgerTest {
  private final LossLedger ledger = new LossLedger();

  @Test
  void a_number_counts_once_and_losses_without_one_all_count() {
    assertThat(ledger.add(loss(3, 7, LossUnit.FRAMES))).isTrue();
    assertThat(ledger.add(loss(3, 9, LossUnit.FRAMES))).isFalse();
    assertThat(ledger.add(loss(SourceLoss.OWN, 1, LossUnit.RECORDS))).isTrue();
    assertThat(ledger.add(loss(SourceLoss.OWN, 1, LossUnit.RECORDS))).isTrue();
    assertThat(ledger.take()).extracting(SourceLoss::count).containsExactly(7L, 1L, 1L);
    assertThat(ledger.take()).isEmpty();
  }

  @Test
  void beyond_the_bound_losses_of_a_unit_are_one_loss_with_the_sum() {
    for (int i = 0; i < 3 * LossLedger.MAX_OWN; i++) {
      ledger.add(loss(SourceLoss.OWN, 2, i % 2 == 0 ? LossUnit.RECORDS : LossUnit.DATAGRAMS));
    }
    var taken = ledger.take();
    assertThat(taken).hasSize(LossLedger.MAX_OWN + 2);
    for (LossUnit unit : new LossUnit[] {LossUnit.RECORDS, LossUnit.DATAGRAMS}) {
      assertThat(
              taken.stream().filter(loss -> loss.unit() == unit).mapToLong(SourceLoss::count).sum())
          .isEqualTo(3L * LossLedger.MAX_OWN);
    }
  }

  private static SourceLoss loss(long number, long count, LossUnit unit) {
    return new SourceLoss(number, 5, count, unit, "flowlog.export", 1, 2, "");
  }
}
