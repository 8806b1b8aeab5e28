package io.tapline.capture.contract;

import io.tapline.capture.FakeLog;
import io.tapline.capture.deliver.IngestLink;
import io.tapline.capture.deliver.IngestLinkClient;
import org.junit.jupiter.api.AfterEach;

/** The fake log of the other tests, over gRPC as they reach it. */
class FakeLogContractTest extends IngestLinkContract {
  private final FakeLog log = new FakeLog();

  @AfterEach
  void close() {
    log.close();
  }

  @Override
  protected IngestLink link() {
    return new IngestLinkClient(log.channel());
  }

  @Override
  protected void hold() {
    log.taking(false);
  }

  @Override
  protected void goOn() {
    log.taking(true);
  }
}
