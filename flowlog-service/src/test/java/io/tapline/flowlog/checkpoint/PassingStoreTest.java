package io.tapline.flowlog.checkpoint;

import io.tapline.flowlog.store.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tests of workers put between them and the real store changes nothing by itself. */
class PassingStoreTest extends CheckpointStoreContract {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private final CheckpointStore store =
      new PassingStore(new PostgresCheckpointStore(database.log()));

  @Override
  CheckpointStore store() {
    return store;
  }
}
