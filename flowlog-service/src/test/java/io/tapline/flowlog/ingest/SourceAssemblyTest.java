package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceEncoding.Kind;
import io.tapline.flowlog.segment.ConnectionBatch;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class SourceAssemblyTest {
  private static final SourceEncoding EXPORTS = SourceEncoding.of(Kind.FLOW_EXPORT);

  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final IngestHarness harness = new IngestHarness(database);

  /** It is tried again and again, so what an attempt keeps adds up. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_source_whose_state_is_corrupt_takes_no_memory_outside_of_the_heap() {
    store();
    corrupt();
    assertThatThrownBy(() -> harness.assembly("routers", EXPORTS, 1000))
        .isInstanceOfSatisfying(
            Refusal.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.STATE_CORRUPT));
    BatchFiles files = harness.latestFiles();
    List<ConnectionBatch> all = new ArrayList<>();
    for (int i = 0; i < BatchFiles.BATCHES; i++) {
      all.add(files.take()); // waits for ever when one is held
    }
    all.forEach(files::giveBack);
    assertThat(all).hasSize(BatchFiles.BATCHES);
  }

  private void store() {
    try (SourceAssembly assembly = harness.assembly("routers", EXPORTS, 1000)) {
      assembly.consume(
          Exports.block(
              0, Exports.template(0), Exports.flow(1, new End(1, 40_000), new End(2, 443), 2)));
      harness.commit(assembly, false);
    }
  }

  private static void corrupt() {
    database.execute(
        "UPDATE flowlog.source_state SET state = set_byte(state, octet_length(state) - 1,"
            + " get_byte(state, octet_length(state) - 1) # 255)");
  }
}
